namespace BhTsne.Tests.Architecture;

/// <summary>The checker itself: it finds every offence of Sample.cs and nothing else there.</summary>
public sealed class HouseRulesTests
{
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
            .. HouseRules.StagesKeepToTheirOwn(Uses, Root)
                .Select(line => line[(Root.Length + 1)..].Replace(Root + ".", "", StringComparison.Ordinal).Split(" (")[0]
                    + " > " + line.Replace(Root + ".", "", StringComparison.Ordinal).Split(" uses ")[1].Split(':')[0].Split('.')[0])
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(
            [
                "Affinities.Rows > Objectives",
                "Data.Points > Neighbors",
                "Neighbors.Search > Affinities",
                "Neighbors.Search > Reduction",
                "Objectives.ByBase > Neighbors",
                "Objectives.ByConstraint`1 > Neighbors",
                "Objectives.ByTypeOf > SpaceTrees",
                "Reduction.Projection > Facade",
                "Unheard.Stage > Data",
            ],
            found);
    }

    [Fact]
    public void Threads_outside_scheduling_are_found()
    {
        string[] found = [.. HouseRules.OnlySchedulingStartsThreads(Uses, Root)];
        Assert.All(found, line => Assert.StartsWith(Root + ".SpaceTrees.Tree ", line, StringComparison.Ordinal));
        Assert.Contains(found, line => line.Contains("(method Threads) uses System.Threading.Thread", StringComparison.Ordinal));
        Assert.Contains(found, line => line.Contains("(method Parallel) uses System.Threading.Tasks.Parallel.For", StringComparison.Ordinal));
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
        string offence = Assert.Single(HouseRules.OneHelperNamesInstructionSets(Uses, Root));
        Assert.StartsWith(Root + ".SpaceTrees.Tree (method Names) uses System.Runtime.Intrinsics.X86.Avx512F", offence, StringComparison.Ordinal);

        TypeUse second = Uses.First(use => use.Used == "Avx2") with { User = "Compress" };
        Assert.Contains(HouseRules.OneHelperNamesInstructionSets([.. Uses, second], Root), line => line.Contains("Gather and Compress", StringComparison.Ordinal));
    }

    [Fact]
    public void Open_public_types_are_found()
    {
        Assert.Equal(
            [$"{typeof(Open).FullName} is public but neither sealed nor static"],
            HouseRules.PublicTypesAreClosed([typeof(Open), typeof(Closed), typeof(ClosedStatic), typeof(OpenException), typeof(Number), typeof(Choice), typeof(Caller)]));
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
