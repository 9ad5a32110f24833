namespace BhTsne;

/// <summary>Every default of <see cref="TsneOptions"/> with its reason.</summary>
/// <remarks>
/// They serve all objectives. The SNEs were tried with other exaggerations, learning rates, starts and step lengths: none ended at a lower
/// cost by more than the difference between two runs (docs/decisions/0018-objectives.md).
/// </remarks>
public static class TsneDefaults
{
    /// <summary>A map is looked at on a plane.</summary>
    public static int OutputDimensions => 2;

    /// <summary>The method that the library is named after.</summary>
    public static TsneObjective Objective => TsneObjective.TSne;

    /// <summary>t-SNE as it was published.</summary>
    public static double DegreesOfFreedom => 1;

    /// <summary>
    /// Kobak et al. (2019) find little use below 0.3; here single precision still holds (1 + s/α)^−α and its derivatives.
    /// </summary>
    public static double MinDegreesOfFreedom => 0.01;

    /// <summary>Here (1 + s/α)^−α and exp(−s) differ by less than half a percent wherever they are not 0 in single precision.</summary>
    public static double MaxDegreesOfFreedom => 1e6;

    /// <summary>Van der Maaten and Hinton (2008) recommend 5 to 50; all programs of the field default to 30.</summary>
    public static double Perplexity => 30;

    /// <summary>
    /// Neighbours kept per unit of perplexity: beyond 3 the Gaussian's rest is negligible (van der Maaten 2014, section 4.1).
    /// </summary>
    public static int NeighborsPerPerplexity => 3;

    /// <summary>
    /// Missing neighbours are among the farthest, whose affinities are smallest; docs/decisions/0014 has the cost of a higher recall.
    /// </summary>
    public static double NeighborRecall => 0.98;

    /// <summary>
    /// Components that PCA keeps before the neighbour search: van der Maaten and Hinton (2008, section 4.2) use 30, the field 50. The
    /// truncated SVD of sparse points keeps as many.
    /// </summary>
    public static int PcaComponents => 50;

    /// <summary>With second moments the relative error of the repulsion is about 1e-3; docs/accuracy.md has the table.</summary>
    public static double Theta => 0.5;

    /// <summary>
    /// Theta in early exaggeration per theta, up to 1: maps of 70,000 points end with the same cost within 0.003 at 0.5, 0.8, 1 and 1.2,
    /// and at 1 the phase takes two thirds of the time (docs/performance.md).
    /// </summary>
    public static double EarlyThetaFactor => 2;

    /// <summary>At 2 half a summarised cell's width is its distance: beyond, it may reach as far as the points that it acts on.</summary>
    public static double MaxTheta => 2;

    /// <summary>
    /// The least error of the gradient that can be asked for: single precision reaches little less near the end of a run.
    /// </summary>
    public static double MinGradientError => 1e-4;

    /// <summary>The largest error of the gradient that can be asked for: beyond it steps are hardly those of the objective.</summary>
    public static double MaxGradientError => 0.5;

    /// <summary>The same map with a quarter of the iterations (docs/performance.md).</summary>
    public static TsneSchedule Schedule => TsneSchedule.Accelerated;

    /// <summary>
    /// 250 with early exaggeration and 500 without: openTSNE's default, after Belkina et al. (2019). The accelerated schedule needs fewer
    /// and stops by itself.
    /// </summary>
    public static int Iterations => 750;

    /// <summary>Van der Maaten (2014); Linderman and Steinerberger (2019) show why it separates clusters.</summary>
    public static double EarlyExaggeration => 12;

    /// <summary>None: the gradient of the cost itself.</summary>
    public static double LateExaggeration => 1;

    /// <summary>Van der Maaten (2014).</summary>
    public static int ClassicEarlyIterations => 250;

    /// <summary>
    /// Van der Maaten (2014) after early exaggeration. With a learning rate of N / 12 the first phase is stable at it too, and faster
    /// (openTSNE).
    /// </summary>
    public static double ClassicMomentum => 0.8;

    /// <summary>
    /// 50 iterations at full exaggeration and 30 at its root: 80 to 250 arrange maps equally well (docs/performance.md).
    /// </summary>
    public static int AcceleratedEarlyIterations => 80;

    /// <summary>
    /// With 0.95 one set (shuttle) was arranged worse than by the classic schedule, with 0.9 it was not (docs/performance.md).
    /// </summary>
    public static double AcceleratedEarlyMomentum => 0.9;

    /// <summary>0.95 needs 50 iterations more for the same cost; 0.98 gains nothing that the map shows (docs/performance.md).</summary>
    public static double AcceleratedMomentum => 0.97;

    /// <summary>The iterations in which the learning rate rises: the map grows to most of its width.</summary>
    public static int RiseIterations => 100;

    /// <summary>
    /// The iterations in which the learning rate falls again: local errors of long steps heal. A constant rate keeps fewer neighbours at
    /// the same cost.
    /// </summary>
    public static int FallIterations => 120;

    /// <summary>
    /// The largest learning rate of the accelerated schedule, in units of the natural one, N: beyond it the cost falls on, but the parts of
    /// the map fly apart and no measure of it gets better (docs/performance.md).
    /// </summary>
    public static double PeakRateFactor => 4;

    /// <summary>A longer step leaves the neighbourhood: it overshoots. FIt-SNE and openTSNE limit the step to 5 too.</summary>
    public static double MaxStepLength => 5;

    /// <summary>
    /// About KL / 2500 for each iteration: below it neighbours kept, trustworthiness and label accuracy do not change by more than their
    /// noise, while distances between far parts are lost (docs/performance.md). Belkina et al. (2019) stop at KL / 5000.
    /// </summary>
    public static double AcceleratedMinCostImprovement => 0.02;

    /// <summary>
    /// Off: exaggeration may contract points without clusters, or all but one that lies far out, until the gradient is below any bound; the
    /// map expands later. scikit-learn's 1e-7 ends such runs there.
    /// </summary>
    public static double MinGradientNorm => 0;

    /// <summary>Any number; fixed, so that a run without a seed can be repeated.</summary>
    public static ulong Seed => 42;

    /// <summary>The start's standard deviation (Kobak and Berens 2019): small against 1, so that the first forces are linear.</summary>
    public static double InitialStandardDeviation => 1e-4;

    /// <summary>Jacobs (1988) as in van der Maaten (2014): added to a gain while gradient and step agree in sign.</summary>
    public static double GainIncrease => 0.2;

    /// <summary>Jacobs (1988): the factor on a gain when gradient and step disagree.</summary>
    public static double GainDecrease => 0.8;

    /// <summary>
    /// Below so many points (the sum of their weights) the accelerated schedule takes smaller steps: with its own it ended up to 2 % above
    /// the classic one for 300 points, and not above it for 1,200 and more.
    /// </summary>
    public static int FewPoints => 1000;

    /// <summary>What the momentum grows to with few points.</summary>
    public static double FewPointsMomentum => 0.95;

    /// <summary>The largest learning rate with few points, in units of the natural one.</summary>
    public static double FewPointsPeakRateFactor => 2;

    /// <summary>The stopping rule with few points, whose iterations cost nothing.</summary>
    public static double FewPointsMinCostImprovement => 0.002;

    /// <summary>
    /// Early iterations of the accelerated schedule for Gaussian kernels and for more than one degree of freedom: their maps keep the
    /// arrangement that exaggeration made.
    /// </summary>
    public static int LightTailEarlyIterations => 250;

    /// <summary>Momentum of the accelerated schedule for the same kernels: above it points leave the reach of the attraction.</summary>
    public static double LightTailMomentum => 0.9;

    /// <summary>The stopping rule for the same kernels, whose cost is flat soon.</summary>
    public static double LightTailMinCostImprovement => 0.002;

    /// <summary>Van der Maaten (2014): no gain falls below this.</summary>
    public static double MinGain => 0.01;

    /// <summary>The number of iterations between two costs.</summary>
    public static int CostInterval => 50;
}
