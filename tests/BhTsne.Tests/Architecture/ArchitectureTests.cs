using System.Reflection;
using System.Runtime.CompilerServices;

namespace BhTsne.Tests.Architecture;

/// <summary>The rules of the house over the compiled assemblies.</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly Engine = typeof(TsneOptions).Assembly;
    private static readonly Assembly IO = Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "BhTsne.IO.dll"));
    private static readonly Assembly Plotting = Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "BhTsne.Plotting.dll"));
    private static readonly Assembly Live = Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "BhTsne.Live.dll"));
    private static readonly IReadOnlyList<TypeUse> EngineUses = AssemblyUses.Of(Engine.Location);
    private static readonly SourceFolders Folders = SourceFolders.Of("BhTsne", "src", "BhTsne");
    private static readonly HouseTable Table = HouseTable.Read();

    [Fact]
    public void Stages_use_only_whom_they_may() => AssertNone(HouseRules.StagesKeepToTheirOwn(EngineUses, Table, Folders.FolderOf));

    [Fact]
    public void Every_folder_has_a_row_in_the_table_of_who_may_use_whom() => Assert.Empty(Folders.All.Except(Table.Folders).Except([""]));

    /// <summary>Internal types are in the namespace of their folder, public ones in that of the package.</summary>
    [Fact]
    public void Namespaces_follow_the_folders() =>
        AssertNone(
            from type in Engine.GetTypes()
            where !type.IsNested
            let folder = Folders.FolderOf(type.Namespace ?? "", type.Name)
            where folder is not null
            let expected = type.IsPublic || folder == "" ? "BhTsne" : $"BhTsne.{folder}"
            where type.Namespace != expected
            select $"{type.FullName} lies in '{folder}', and its namespace is not {expected}");

    [Fact]
    public void Only_scheduling_starts_threads() => AssertNone(HouseRules.OnlySchedulingStartsThreads(EngineUses, Folders.FolderOf));

    [Fact]
    public void The_libraries_never_print_or_exit() =>
        AssertNone(HouseRules.NeverPrintsOrExits(
            [.. EngineUses, .. AssemblyUses.Of(IO.Location), .. AssemblyUses.Of(Plotting.Location), .. AssemblyUses.Of(Live.Location)]));

    [Fact]
    public void Only_one_helper_names_instruction_sets() =>
        AssertNone(HouseRules.OneHelperNamesInstructionSets(EngineUses, Folders.FolderOf));

    [Fact]
    public void Public_types_are_closed() =>
        AssertNone(HouseRules.PublicTypesAreClosed([.. Engine.GetTypes(), .. IO.GetTypes(), .. Plotting.GetTypes(), .. Live.GetTypes()]));

    [Fact]
    public void IO_and_plotting_do_not_know_each_other_and_see_only_public_types_of_the_engine()
    {
        Assert.DoesNotContain(IO.GetReferencedAssemblies(), name => name.Name == Plotting.GetName().Name);
        Assert.DoesNotContain(Plotting.GetReferencedAssemblies(), name => name.Name == IO.GetName().Name);
        AssertFriends(Engine, @"^BhTsne\.(Tests|Cli\.Tests|BitProbes|Benchmarks(\.\w+)?)$");
    }

    [Fact]
    public void The_tool_sees_only_public_types()
    {
        AssertFriends(IO, @"^BhTsne\.IO\.Tests$");
        AssertFriends(Plotting, @"^BhTsne\.(Plotting\.Tests|Live(\.Tests)?)$");
        AssertFriends(Live, @"^BhTsne\.Live\.Tests$");
    }

    /// <summary>The server is in a project of its own: programs that show no live map need no shared framework but that of .NET.</summary>
    [Fact]
    public void Only_the_live_map_has_a_server()
    {
        Assert.All(
            new[] { Engine, IO, Plotting },
            assembly => Assert.DoesNotContain(assembly.GetReferencedAssemblies(), IsServer));
        Assert.Contains(Live.GetReferencedAssemblies(), IsServer);
        Assert.DoesNotContain(Live.GetReferencedAssemblies(), name => name.Name == IO.GetName().Name);
        Assert.All(
            new[] { Engine, IO, Plotting },
            assembly => Assert.DoesNotContain(assembly.GetReferencedAssemblies(), name => name.Name == Live.GetName().Name));

        static bool IsServer(AssemblyName name) => name.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal);
    }

    [Fact]
    public void The_engine_references_nothing_but_the_framework_and_tensors() =>
        Assert.All(Engine.GetReferencedAssemblies(), name => Assert.StartsWith("System.", name.Name, StringComparison.Ordinal));

    private static void AssertFriends(Assembly assembly, string pattern) =>
        Assert.All(assembly.GetCustomAttributes<InternalsVisibleToAttribute>(), friend => Assert.Matches(pattern, friend.AssemblyName));

    private static void AssertNone(IEnumerable<string> offences)
    {
        string[] all = [.. offences.Distinct()];
        Assert.True(all.Length == 0, string.Join(Environment.NewLine, all));
    }
}
