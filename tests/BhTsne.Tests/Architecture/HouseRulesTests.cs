namespace BhTsne.Tests.Architecture;

/// <summary>The checker itself: it finds every offence of Sample.cs and nothing else there.</summary>
public sealed class HouseRulesTests
{
    private static readonly HouseTable Table = HouseTable.Parse(
        """
        Some text.

        | folder | may use |
        |---|---|
        | `Numerics/` | nothing |
        | Data, Scheduling | Numerics |
        | Neighbors, Reduction, Affinities, SpaceTrees, Kernels | `Data`, `Numerics`, Scheduling |
        | Repulsion | Data, Numerics, Scheduling, SpaceTrees, Kernels |
        | Optimization | Data, Numerics, Scheduling, Repulsion |
        | Planning | all stages |

        | Another | table |
        """,
        "a page");

    private const string Root = "BhTsne.Tests.Architecture.Sample";
    private static readonly TypeUse[] Uses =
    [
        .. AssemblyUses.Of(typeof(HouseRulesTests).Assembly.Location)
            .Where(use => use.UserNamespace == Root || use.UserNamespace.StartsWith(Root + ".", StringComparison.Ordinal)),
    ];

    [Fact]
    public void Every_forbidden_use_is_found_and_no_other()
    {
        string[] found =
        [
            .. HouseRules.StagesKeepToTheirOwn(Uses, Table, ByNamespace)
                .Select(line => line[(Root.Length + 1)..].Replace(Root + ".", "", StringComparison.Ordinal).Split(" (")[0]
                    + " > " + line.Replace(Root + ".", "", StringComparison.Ordinal).Split(" uses ")[1].Split(':')[0].Split('.')[0])
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(
            [
                "Affinities.Rows > Kernels",
                "Data.Points > Neighbors",
                "Kernels.ByBase > Neighbors",
                "Kernels.ByConstraint`1 > Neighbors",
                "Kernels.ByTypeOf > SpaceTrees",
                "Neighbors.Search > Affinities",
                "Neighbors.Search > Reduction",
                "Planning.Planner > Facade",
                "Reduction.Projection > Facade",
                "Reduction.Projection > TsneOptions",
                "Unheard.Stage > Data",
            ],
            found);
    }

    [Theory]
    [InlineData("| Folder | Uses |\n|---|---|\n| Data | nothing |", "a page has no table with the columns Folder and May use.")]
    [InlineData("| Folder | May use |\n|---|---|\n| Data, Data | nothing |", "a page: Data has two rows.")]
    [InlineData("| Folder | May use |\n|---|---|\n| Data | Numerics |", "a page: no row says what Numerics may use.")]
    public void A_table_with_a_fault_is_refused(string page, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => HouseTable.Parse(page, "a page")).Message);

    [Fact]
    public void All_stages_are_those_of_the_rows_above() =>
        Assert.Equal(
            [
                "Numerics", "Data", "Scheduling", "Neighbors", "Reduction", "Affinities", "SpaceTrees", "Kernels", "Repulsion",
                "Optimization",
            ],
            Table.MayUse("Planning")!);

    [Theory]
    [InlineData("public sealed class Plain", "Plain", 0)]
    [InlineData("internal static unsafe partial class Tree<TSpace, TMass> : IBase<int>", "Tree", 2)]
    [InlineData("public sealed record Options", "Options", 0)]
    [InlineData("internal readonly record struct Pair<T>(int A, int B);", "Pair", 1)]
    [InlineData("internal ref struct Walk", "Walk", 0)]
    [InlineData("public enum Kind", "Kind", 0)]
    [InlineData("internal interface IMass<TSelf>", "IMass", 1)]
    [InlineData("public delegate float DistanceFunction(ReadOnlySpan<float> a, ReadOnlySpan<float> b);", "DistanceFunction", 0)]
    [InlineData("    private sealed class Nested", null, 0)]
    [InlineData("/// public class Comment", null, 0)]
    public void Declarations_are_found_in_sources(string line, string? name, int parameters)
    {
        string?[] found = [.. SourceFolders.Declarations($"namespace A;\n{line}\n{{\n").Select(type => type.Groups["name"].Value)];
        Assert.Equal(name is null ? [] : [name], found);
        Assert.All(
            SourceFolders.Declarations(line),
            type => Assert.Equal(parameters, type.Groups["parameters"].Success ? type.Groups["parameters"].Value.Split(',').Length : 0));
    }

    [Fact]
    public void Types_of_one_namespace_are_told_apart_by_their_folders()
    {
        SourceFolders folders = SourceFolders.Of("BhTsne", "src", "BhTsne");
        Assert.Equal("", folders.FolderOf("BhTsne", nameof(Tsne)));
        Assert.Equal("Data", folders.FolderOf("BhTsne", nameof(PointMatrix)));
        Assert.Equal("Neighbors", folders.FolderOf("BhTsne", nameof(DistanceFunction)));
        Assert.Null(folders.FolderOf("System", "String"));
        Assert.Throws<InvalidOperationException>(() => folders.FolderOf("BhTsne", "NoSuchType"));
    }

    [Fact]
    public void Threads_outside_scheduling_are_found()
    {
        string[] found = [.. HouseRules.OnlySchedulingStartsThreads(Uses, ByNamespace)];
        Assert.All(found, line => Assert.StartsWith(Root + ".SpaceTrees.Tree ", line, StringComparison.Ordinal));
        Assert.Contains(found, line => line.Contains("(method Threads) uses System.Threading.Thread", StringComparison.Ordinal));
        Assert.Contains(
            found, line => line.Contains("(method Parallel) uses System.Threading.Tasks.Parallel.For", StringComparison.Ordinal));
    }

    [Fact]
    public void Printing_and_leaving_are_found()
    {
        string[] found = [.. HouseRules.NeverPrintsOrExits(Uses)];
        Assert.Equal(2, found.Length);
        Assert.Contains(found, line => line.Contains("System.Console.WriteLine", StringComparison.Ordinal));
        Assert.Contains(found, line => line.Contains("System.Environment.Exit", StringComparison.Ordinal));
    }

    [Fact]
    public void Instruction_sets_outside_the_one_helper_are_found()
    {
        string offence = Assert.Single(HouseRules.OneHelperNamesInstructionSets(Uses, ByNamespace));
        Assert.StartsWith(
            Root + ".SpaceTrees.Tree (method Names) uses System.Runtime.Intrinsics.X86.Avx512F", offence, StringComparison.Ordinal);

        TypeUse second = Uses.First(use => use.Used == "Avx2") with { User = "Compress" };
        Assert.Contains(
            HouseRules.OneHelperNamesInstructionSets([.. Uses, second], ByNamespace),
            line => line.Contains("Gather and Compress", StringComparison.Ordinal));
    }

    [Fact]
    public void Open_public_types_are_found()
    {
        Assert.Equal(
            [$"{typeof(Open).FullName} is public but neither sealed nor static"],
            HouseRules.PublicTypesAreClosed(
            [
                typeof(Open), typeof(Closed), typeof(ClosedStatic), typeof(OpenException), typeof(Number), typeof(Choice), typeof(Caller),
            ]));
    }

    /// <summary>The sample lies in one file: its namespaces stand for folders.</summary>
    private static string? ByNamespace(string space, string name)
    {
        if (space == Root)
        {
            return "";
        }

        return space.StartsWith(Root + ".", StringComparison.Ordinal) ? space[(Root.Length + 1)..].Split('.')[0] : null;
    }

    public class Open;

    public sealed class Closed;

    public static class ClosedStatic;

    public class OpenException : Exception;

    public readonly struct Number;

    public enum Choice
    {
        None,
    }

    public delegate void Caller();
}
