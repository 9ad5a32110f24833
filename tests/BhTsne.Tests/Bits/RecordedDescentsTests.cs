using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace BhTsne.Tests.Bits;

/// <summary>
/// Maps have the bits that they had when they were recorded: those of the classic schedule before there was another. A change of bits must
/// be meant: then the record is made again, and a decision record says why.
/// </summary>
/// <remarks>
/// Points are whole numbers, rows of P uniform and the start a table, so that no logarithm or cosine of a C library is in a map, and the
/// record holds everywhere.
/// </remarks>
public sealed class RecordedDescentsTests
{
    private const int Columns = 5;

    public static TheoryData<string, TsneOptions, string> Recorded => new()
    {
        { "classic", Classic, "50850a59b3f5703a" },
        { "classic on a line", Classic with { OutputDimensions = 1 }, "0dee0a0d5459ce75" },
        { "classic in space", Classic with { OutputDimensions = 3 }, "89c6b86885f1f84b" },
        { "classic, light tails", Classic with { DegreesOfFreedom = 3 }, "6017291e0c8a091c" },
        { "classic, symmetric SNE", Classic with { Objective = TsneObjective.SymmetricSne }, "c607126c380484ba" },
        { "classic, exact repulsion", Classic with { Repulsion = RepulsionMethod.Exact }, "5d8d86af5ad71073" },
        { "accelerated", Accelerated, "8d21b26872a31dbc" },
        { "accelerated on a line", Accelerated with { OutputDimensions = 1 }, "a745a9f6783d9400" },
        { "accelerated in space", Accelerated with { OutputDimensions = 3 }, "b5a5f994e994924a" },
        { "accelerated, heavy tails", Accelerated with { DegreesOfFreedom = 0.5 }, "4d2ea3a70b93b00c" },
        { "accelerated, exact repulsion", Accelerated with { Repulsion = RepulsionMethod.Exact }, "9a51e58f19629683" },
        { "accelerated, a rate of its own", Accelerated with { LearningRate = 200, LateExaggeration = 2 }, "03db5a67bfee1308" },
    };

    private static TsneOptions Accelerated => new()
    {
        Affinities = AffinityKind.Uniform(15),
        Iterations = 160,
        Threads = 2,
    };

    private static TsneOptions Classic => Accelerated with { Schedule = TsneSchedule.Classic, EarlyExaggerationIterations = 60 };

    [Theory]
    [MemberData(nameof(Recorded))]
    public void A_map_has_the_recorded_bits(string name, TsneOptions options, string hash)
    {
        // The accelerated schedule has phases of its own below 1,000 points.
        int rows = options.Schedule == TsneSchedule.Classic ? 600 : 1200;
        float[] values = [.. Enumerable.Range(0, rows * Columns).Select(i => (float)((i / Columns % 7 * 40) + (i * 7919L * i % 31)))];
        Embedding start = new(
            [.. Enumerable.Range(0, rows * options.OutputDimensions).Select(i => ((i * 7919 % 1009) - 504) / 1048576f)],
            options.OutputDimensions);
        TsneResult result = Tsne.Fit(new TsneInput(PointMatrix.From(values, rows, Columns)) { Start = start }, options);
        string actual = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(result.Embedding.Values)))[..16];
        Assert.True(hash == actual, $"{name}: {actual} instead of {hash}");
    }
}
