namespace BhTsne.Tests.Oracles;

/// <summary>φ(s) and its first three derivatives by s, in double.</summary>
internal delegate (double Phi, double First, double Second, double Third) KernelFormula(double s);

/// <summary>
/// The field Φ(y) = M φ + S : D²φ / 2 of one cell by its definition, and its Taylor polynomial: tensors written out index by index, in any
/// number of dimensions, with δ = y − centre, Dφ = 2φ′δ, D²φ = 2φ′I + 4φ″δδᵀ and so on.
/// </summary>
/// <param name="Kernel">φ.</param>
/// <param name="Mass">M.</param>
/// <param name="Centre">The centre of mass.</param>
/// <param name="Moments">S, symmetric.</param>
internal sealed record CellField(KernelFormula Kernel, double Mass, double[] Centre, double[,] Moments)
{
    /// <summary>Student's kernel of α degrees of freedom: (1 + s/α)^−α.</summary>
    public static KernelFormula Student(double alpha) => s =>
    {
        double u = 1 / (1 + (s / alpha)), w = Math.Pow(u, alpha), a = (alpha + 1) / alpha, b = (alpha + 2) / alpha;
        return (w, -w * u, a * w * u * u, -a * b * w * u * u * u);
    };

    /// <summary>The Gaussian kernel: exp(−s).</summary>
    public static (double Phi, double First, double Second, double Third) Gaussian(double s) =>
        (Math.Exp(-s), -Math.Exp(-s), Math.Exp(-s), -Math.Exp(-s));

    /// <summary>Φ and the force −∇Φ / 2 at a point, as a cell acts on single points.</summary>
    public (double Phi, double[] Force) At(double[] point) => Polynomial(point, new double[point.Length]);

    /// <summary>
    /// Φ and the force from the Taylor polynomial of third order about the middle of a group: moments enter where the orders in the cell's
    /// and in the group's width add up to three at most.
    /// </summary>
    /// <param name="middle">Where the polynomial is exact.</param>
    /// <param name="offset">From the middle to the point.</param>
    public (double Phi, double[] Force) Polynomial(double[] middle, double[] offset)
    {
        int d = Centre.Length;
        double[] delta = [.. middle.Zip(Centre, (m, c) => m - c)];
        var (phi, first, second, third) = Kernel(delta.Sum(x => x * x));
        double D1(int a) => 2 * first * delta[a];
        double D2(int a, int b) => (a == b ? 2 * first : 0) + (4 * second * delta[a] * delta[b]);
        double D3(int a, int b, int c) =>
            (4 * second * ((a == b ? delta[c] : 0) + (a == c ? delta[b] : 0) + (b == c ? delta[a] : 0)))
            + (8 * third * delta[a] * delta[b] * delta[c]);

        double value = (Mass * phi) + (0.5 * Sum2((a, b) => Moments[a, b] * D2(a, b)));
        double[] gradient = new double[d];
        for (int a = 0; a < d; a++)
        {
            double constant = (Mass * D1(a)) + (0.5 * Sum2((b, c) => Moments[b, c] * D3(a, b, c)));
            double linear = Mass * Enumerable.Range(0, d).Sum(b => D2(a, b) * offset[b]);
            double square = Mass * 0.5 * Sum2((b, c) => D3(a, b, c) * offset[b] * offset[c]);
            gradient[a] = constant + linear + square;
            value += offset[a] * (constant + (linear / 2) + (square / 3));
        }

        return (value, [.. gradient.Select(g => -g / 2)]);

        double Sum2(Func<int, int, double> term) => Enumerable.Range(0, d).Sum(a => Enumerable.Range(0, d).Sum(b => term(a, b)));
    }

    /// <summary>
    /// The cell's expansion as trees store it: centre, mass, trace of S, 4 S (upper triangle by rows), filled up to a multiple of four.
    /// </summary>
    public float[] Expansion()
    {
        int d = Centre.Length;
        List<double> values = [.. Centre, Mass, Enumerable.Range(0, d).Sum(a => Moments[a, a])];
        for (int a = 0; a < d; a++)
        {
            for (int b = a; b < d; b++)
            {
                values.Add(4 * Moments[a, b]);
            }
        }

        return [.. values.Concat(Enumerable.Repeat(0.0, 3)).Take((values.Count + 3) / 4 * 4).Select(value => (float)value)];
    }
}
