using System.Reflection;
using System.Text.RegularExpressions;
using BhTsne.Tests.Bits;
using Xunit.Abstractions;

namespace BhTsne.Tests.Architecture;

/// <summary>
/// Without AVX-512 each operation of sixteen lanes is a small method. The compiler inlines so many into one method and no more; the others
/// become calls, and the loop takes six times as long. So each hot loop is a method of its own, with a budget of its own.
/// </summary>
public sealed class HotLoopTests(ITestOutputHelper output)
{
    /// <summary>
    /// A method that exceeds its limits all the same: the expansions of maps of three dimensions have more variables than the compiler
    /// looks at.
    /// </summary>
    private const string Exception = "LocalExpansion`2.Sum";

    /// <summary>The loops in which a run spends most of its time.</summary>
    private static readonly string[] Longest =
    [
        "AttractiveForces`2.Rows", "CanonicalDistance.Between", "ForceAccumulator`2.AddCells", "ForceAccumulator`2.AddOwnPoints",
        "ForceAccumulator`2.AddPoints", "InteractionList`2.Fill", "LocalExpansion`2.Evaluate", "LocalExpansion`2.Sum",
        "PanelProduct.AddNarrowTile", "SpaceTree`1.SummarisePoints", "StepPass`2.Run", "Tile`1.CompareFour",
    ];

    [Fact]
    public void Full_optimisation_is_asked_for_by_one_name()
    {
        Regex direct = new(@"MethodImpl\(.*\bAggressiveOptimization\b");
        Assert.All(
            SourceFiles.Under("src", "BhTsne"), file => Assert.DoesNotContain(SourceFiles.Matches(file, direct), _ => true));
    }

    [Avx2Fact]
    public void No_hot_loop_calls_operations_of_vectors_without_AVX512()
    {
        string[] lines = ProbeProgram.Run("0", 2, "calls");
        Assert.Equal("Vector512.IsHardwareAccelerated False", lines[0]);

        // The program makes one such call itself, which shows that it hears of them.
        Assert.Contains(lines, line => line.Contains("VectorCalls.OneTooMany ", StringComparison.Ordinal));
        HashSet<string> hot = [.. HotMethods()];
        string[] calls = [.. lines[1..].Select(line => (Line: line, Method: Short(line))).Where(call => hot.Contains(call.Method))
            .Where(call => call.Method != Exception).Select(call => call.Line)];
        output.WriteLine(string.Join('\n', lines));
        Assert.Empty(calls);
    }

    [Fact]
    public void The_longest_loops_have_a_budget_of_their_own() => Assert.Empty(Longest.Except(HotMethods()));

    /// <summary>"Type.Method" of each method that is compiled as a hot loop.</summary>
    private static IEnumerable<string> HotMethods() =>
        from type in typeof(Tsne).Assembly.GetTypes()
        from method in type.GetMethods(
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where method.MethodImplementationFlags.HasFlag(MethodImplAttributes.NoInlining | MethodImplAttributes.AggressiveOptimization)
        select $"{type.Name}.{method.Name}";

    /// <summary>Of "Namespace.Type`2[arguments].Method operation" the part "Type`2.Method".</summary>
    private static string Short(string line)
    {
        string method = Regex.Replace(line[..line.LastIndexOf(' ')], @"\[.*\]", "");
        string[] parts = method.Split('.', '+');
        return $"{parts[^2]}.{parts[^1]}";
    }
}
