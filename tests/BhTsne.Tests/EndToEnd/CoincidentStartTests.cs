namespace BhTsne.Tests.EndToEnd;

/// <summary>Starts in which points coincide: nothing tells them apart but what pulls them.</summary>
public sealed class CoincidentStartTests
{
    private const int Count = 120;

    private static readonly float[,] Points = Samples.Clusters(Count, 6, 3);

    public static TheoryData<TsneObjective, int, RepulsionMethod> Cases
    {
        get
        {
            TheoryData<TsneObjective, int, RepulsionMethod> cases = [];
            foreach (TsneObjective objective in Enum.GetValues<TsneObjective>())
            {
                cases.Add(objective, 1, RepulsionMethod.BarnesHut);
                cases.Add(objective, 2, RepulsionMethod.BarnesHut);
                cases.Add(objective, 2, RepulsionMethod.Exact);
                cases.Add(objective, 3, RepulsionMethod.BarnesHut);
            }

            return cases;
        }
    }

    /// <summary>All forces are zero, and so the map stays the one point that it is; its cost is that of equal similarities.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void A_start_at_one_place_stays_there(TsneObjective objective, int dimensions, RepulsionMethod repulsion)
    {
        TsneResult result = Run(objective, repulsion, new Embedding(new float[Count * dimensions], dimensions), 60);
        Assert.All(result.Embedding.Values.ToArray(), value => Assert.Equal(0, value));

        // Σ p ln p + ln(N² − N); for SNE ln(N − 1) less the entropy of the rows, ln(10).
        double expected = objective == TsneObjective.Sne
            ? Math.Log(Count - 1) - Math.Log(10)
            : Math.Log((double)Count * (Count - 1)) - Entropy();
        Assert.Equal(expected, result.KlDivergence, 1e-3);
    }

    /// <summary>Two places, of points that belong to either: each is pulled to its own cluster, and clusters come apart.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Points_that_start_in_pairs_come_apart(TsneObjective objective, int dimensions, RepulsionMethod repulsion)
    {
        Random random = new(5);
        float[] start = new float[Count * dimensions];
        for (int i = 0; i < start.Length; i++)
        {
            int point = i / dimensions, axis = i % dimensions;
            start[i] = point % 2 == 0 ? 1e-2f * random.NextSingle() : start[((point - 1) * dimensions) + axis];
        }

        TsneResult result = Run(objective, repulsion, new Embedding(start, dimensions), 200);
        IEnumerable<string> places = result.Embedding.Values.ToArray().Chunk(dimensions).Select(point => string.Join(' ', point));
        Assert.Equal(Count, places.Distinct().Count());
        Assert.All(result.Embedding.Values.ToArray(), value => Assert.True(float.IsFinite(value)));
        Assert.True(result.KlDivergence < Math.Log(Count) / 2, $"{result.KlDivergence}");
    }

    private static TsneResult Run(TsneObjective objective, RepulsionMethod repulsion, Embedding start, int iterations) => Tsne.Fit(
        new TsneInput(PointMatrix.From(Points)) { Start = start },
        new TsneOptions
        {
            Objective = objective,
            Repulsion = repulsion,
            OutputDimensions = start.Dimensions,
            Perplexity = 10,
            Iterations = iterations,
            EarlyExaggerationIterations = iterations / 2,
        });

    private static double Entropy()
    {
        AffinityMatrix p = Tsne.ComputeAffinities(Tsne.FindNeighbors(Points, new() { Perplexity = 10 }), new() { Perplexity = 10 });
        return -p.Matrix.Values.ToArray().Sum(value => value * Math.Log(value));
    }
}
