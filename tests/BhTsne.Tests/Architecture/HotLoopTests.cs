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
    private const BindingFlags OwnMethods =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>The loops in which a run spends most of its time.</summary>
    private static readonly string[] Longest =
    [
        "AttractiveForces`2.Rows", "CanonicalDistance.Between", "ForceAccumulator`2.AddCells", "ForceAccumulator`2.AddOwnPoints",
        "ForceAccumulator`2.AddPoints", "InteractionList`2.Fill", "LocalExpansion`2.Evaluate", "LocalExpansion`2.Sum",
        "PanelProduct.AddNarrowTile", "SpaceTree`1.SummarisePoints", "StepPass`2.Run", "Tile`1.CompareFour",
    ];

    [Fact]
    public void Full_optimisation_is_asked_for_by_one_name() =>
        AssertNowhere(new Regex(@"MethodImpl\(.*\bAggressiveOptimization\b"));

    [Fact]
    public void Operations_that_are_loops_over_lanes_without_AVX512_are_made_of_halves() =>
        AssertNowhere(new Regex(@"\bVector512\.(Shuffle|Narrow)\("), "src/BhTsne/Numerics/Vectors/Lanes.cs");

    [Fact]
    public void The_longest_loops_have_a_budget_of_their_own() =>
        Assert.Empty(Longest.Except(Methods(MethodImplAttributes.NoInlining | MethodImplAttributes.AggressiveOptimization)));

    [Avx2Fact]
    public void No_hot_loop_calls_what_was_to_be_inlined_without_AVX512()
    {
        string[] lines = ProbeProgram.Run("0", 2, "calls");
        Assert.Equal("Vector512.IsHardwareAccelerated False", lines[0]);
        HashSet<string> compiled = [.. lines.Where(line => line.StartsWith("compiled ", StringComparison.Ordinal)).Select(Method)];
        Assert.Empty(Longest.Except(compiled));

        HashSet<string> hot = Methods(MethodImplAttributes.NoInlining | MethodImplAttributes.AggressiveOptimization);
        HashSet<string> inlined = Methods(MethodImplAttributes.AggressiveInlining);
        string[] calls =
        [
            .. lines.Where(line => line.StartsWith("call ", StringComparison.Ordinal) && hot.Contains(Method(line)))
                .Where(line => line.Contains(" System.", StringComparison.Ordinal) || inlined.Contains(Operation(line))),
        ];
        output.WriteLine(string.Join('\n', calls));
        Assert.Empty(calls);
    }

    private static void AssertNowhere(Regex pattern, params string[] except) => Assert.Empty(
        SourceFiles.Under("src", "BhTsne").Where(file => !except.Contains(SourceFiles.Name(file)))
            .SelectMany(file => SourceFiles.Matches(file, pattern)));

    /// <summary>"Type.Method" of each method of the engine that has some options of the compiler.</summary>
    private static HashSet<string> Methods(MethodImplAttributes options) =>
    [
        .. from type in typeof(Tsne).Assembly.GetTypes()
           from method in type.GetMethods(OwnMethods)
           where method.MethodImplementationFlags.HasFlag(options)
           select $"{type.Name}.{method.Name}",
    ];

    /// <summary>Of "call Namespace.Type`2[arguments].Method operation" the part "Type`2.Method".</summary>
    private static string Method(string line) => Short(WithoutArguments(line).Split(' ')[1]);

    /// <summary>Of the same line the operation, likewise.</summary>
    private static string Operation(string line) => Short(WithoutArguments(line).Split(' ')[2]);

    /// <summary>The line without the type arguments, which may be nested.</summary>
    private static string WithoutArguments(string line)
    {
        Regex innermost = new(@"\[[^\[\]]*\]");
        while (innermost.IsMatch(line))
        {
            line = innermost.Replace(line, "");
        }

        return line;
    }

    private static string Short(string method)
    {
        string[] parts = method.Split('.', '+');
        return $"{parts[^2]}.{parts[^1]}";
    }
}
