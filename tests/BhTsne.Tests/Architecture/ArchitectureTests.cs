using System.Reflection;
using System.Runtime.CompilerServices;

namespace BhTsne.Tests.Architecture;

/// <summary>The rules of the house over the compiled assemblies.</summary>
public sealed class ArchitectureTests
{
    private const string Root = "BhTsne";
    private static readonly Assembly Engine = typeof(TsneOptions).Assembly;
    private static readonly Assembly IO = Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "BhTsne.IO.dll"));
    private static readonly Assembly Plotting = Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "BhTsne.Plotting.dll"));
    private static readonly IReadOnlyList<TypeUse> EngineUses = AssemblyUses.Of(Engine.Location);

    [Fact]
    public void Stages_use_only_whom_they_may() => AssertNone(HouseRules.StagesKeepToTheirOwn(EngineUses, Root));

    [Fact]
    public void Only_scheduling_starts_threads() => AssertNone(HouseRules.OnlySchedulingStartsThreads(EngineUses, Root));

    [Fact]
    public void The_libraries_never_print_or_exit() =>
        AssertNone(HouseRules.NeverPrintsOrExits([.. EngineUses, .. AssemblyUses.Of(IO.Location), .. AssemblyUses.Of(Plotting.Location)]));

    [Fact]
    public void Only_one_helper_names_instruction_sets() => AssertNone(HouseRules.OneHelperNamesInstructionSets(EngineUses, Root));

    [Fact]
    public void Public_types_are_closed() =>
        AssertNone(HouseRules.PublicTypesAreClosed([.. Engine.GetTypes(), .. IO.GetTypes(), .. Plotting.GetTypes()]));

    [Fact]
    public void IO_and_plotting_do_not_know_each_other_and_see_only_public_types_of_the_engine()
    {
        Assert.DoesNotContain(IO.GetReferencedAssemblies(), name => name.Name == Plotting.GetName().Name);
        Assert.DoesNotContain(Plotting.GetReferencedAssemblies(), name => name.Name == IO.GetName().Name);
        Assert.All(
            Engine.GetCustomAttributes<InternalsVisibleToAttribute>(),
            friend => Assert.Matches(@"^BhTsne\.(Tests|BitProbes|Benchmarks(\.\w+)?)$", friend.AssemblyName));
    }

    [Fact]
    public void The_engine_references_nothing_but_the_framework_and_tensors() =>
        Assert.All(Engine.GetReferencedAssemblies(), name => Assert.StartsWith("System.", name.Name, StringComparison.Ordinal));

    private static void AssertNone(IEnumerable<string> offences)
    {
        string[] all = [.. offences.Distinct()];
        Assert.True(all.Length == 0, string.Join(Environment.NewLine, all));
    }
}
