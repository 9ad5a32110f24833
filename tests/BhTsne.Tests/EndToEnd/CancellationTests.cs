namespace BhTsne.Tests.EndToEnd;

/// <summary>A run of every kind of input can be canceled in every stage that it has.</summary>
public sealed class CancellationTests
{
    private const int Count = 700;

    private static readonly PointMatrix Points = PointMatrix.From(Samples.Clusters(Count, 60));

    private static readonly TsneOptions Options = new()
    {
        Iterations = 60,
        EarlyExaggerationIterations = 30,
        Perplexity = 10,
        Threads = 2,
        Initialization = InitializationMethod.Random,
    };

    public static TheoryData<TsneInputKind, TsneStage> BeforeTheDescent => new()
    {
        { TsneInputKind.Points, TsneStage.Reduction },
        { TsneInputKind.Points, TsneStage.Neighbors },
        { TsneInputKind.Points, TsneStage.Affinities },
        { TsneInputKind.SparsePoints, TsneStage.Reduction },
        { TsneInputKind.SparsePoints, TsneStage.Neighbors },
        { TsneInputKind.SparsePoints, TsneStage.Affinities },
        { TsneInputKind.Distances, TsneStage.Neighbors },
        { TsneInputKind.Distances, TsneStage.Affinities },
        { TsneInputKind.Neighbors, TsneStage.Affinities },
    };

    [Theory]
    [MemberData(nameof(BeforeTheDescent))]
    public void Before_the_descent_there_is_no_result(TsneInputKind kind, TsneStage stage)
    {
        using CancellationTokenSource source = new();
        Canceling progress = new(news => news.Stage == stage, source);
        OperationCanceledException error = Assert.Throws<OperationCanceledException>(
            () => Tsne.Fit(Input(kind), Options, progress, source.Token));
        Assert.Equal(source.Token, error.CancellationToken);
        Assert.Equal(stage, progress.Last!.Value.Stage);
        Assert.True(progress.Last.Value.Fraction < 1, "a canceled stage was reported as done");
    }

    [Theory]
    [InlineData(TsneInputKind.Points)]
    [InlineData(TsneInputKind.SparsePoints)]
    [InlineData(TsneInputKind.Distances)]
    [InlineData(TsneInputKind.Neighbors)]
    [InlineData(TsneInputKind.Affinities)]
    public void In_the_descent_the_map_that_was_reached_is_handed_over(TsneInputKind kind)
    {
        using CancellationTokenSource source = new();
        Canceling progress = new(news => news.Stage == TsneStage.Optimization && news.Iteration == 23, source);
        TsneInput input = Input(kind);
        TsneCanceledException error = Assert.Throws<TsneCanceledException>(() => Tsne.Fit(input, Options, progress, source.Token));
        Assert.Equal(source.Token, error.CancellationToken);
        Assert.InRange(error.Result.Iterations, 23, 24);
        TsneResult shorter = Samples.After(error.Result.Iterations, input, Options);
        Assert.Equal(Samples.Bits(shorter.Embedding), Samples.Bits(error.Result.Embedding));
    }

    [Theory]
    [InlineData(TsneInputKind.Points)]
    [InlineData(TsneInputKind.SparsePoints)]
    [InlineData(TsneInputKind.Distances)]
    [InlineData(TsneInputKind.Neighbors)]
    [InlineData(TsneInputKind.Affinities)]
    public void A_token_that_is_canceled_already_is_obeyed(TsneInputKind kind) =>
        Assert.ThrowsAny<OperationCanceledException>(() => Tsne.Fit(Input(kind), Options, null, new CancellationToken(canceled: true)));

    private static TsneInput Input(TsneInputKind kind) => kind switch
    {
        TsneInputKind.Points => Points,
        TsneInputKind.SparsePoints => Oracles.SparseCloud.Sparse(Samples.Clusters(Count, 60)),
        TsneInputKind.Distances => Distances(),
        TsneInputKind.Neighbors => Tsne.FindNeighbors(Points, Options),
        _ => Tsne.ComputeAffinities(Tsne.FindNeighbors(Points, Options), Options),
    };

    private static DistanceMatrix Distances()
    {
        float[,] distances = new float[Count, Count];
        for (int i = 0; i < Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                distances[i, j] = distances[j, i] = System.Numerics.Tensors.TensorPrimitives.Distance(Points.Row(i), Points.Row(j));
            }
        }

        return DistanceMatrix.From(PointMatrix.From(distances));
    }
}
