namespace BhTsne.Tests.Architecture;

/// <summary>The rules over what an assembly's types use. Each method returns one line per offence, naming the offender.</summary>
internal static class HouseRules
{
    /// <summary>Every stage by its namespace below the root, and the other stages that it may use.</summary>
    private static readonly Dictionary<string, string[]> MayUse = Table();

    private static readonly HashSet<string> Threading =
    [
        "System.Threading.Thread", "System.Threading.ThreadPool", "System.Threading.Timer", "System.Threading.PeriodicTimer",
        "System.Threading.Tasks.Parallel", "System.Threading.Tasks.Task", "System.Threading.Tasks.Task`1", "System.Threading.Tasks.TaskFactory",
        "System.Linq.ParallelEnumerable", "System.Linq.ParallelQuery", "System.Timers.Timer", "System.ComponentModel.BackgroundWorker",
    ];

    /// <summary>Who may use whom: the table of the architecture; nothing uses the root.</summary>
    /// <param name="uses">What the assembly uses.</param>
    /// <param name="root">The root namespace; its types are the facade.</param>
    public static IEnumerable<string> StagesKeepToTheirOwn(IEnumerable<TypeUse> uses, string root)
    {
        foreach (TypeUse use in uses)
        {
            if (StageOf(use.UserNamespace, root) is not { } user || StageOf(use.UsedNamespace, root) is not { } used || user == "" || user == used)
            {
                continue;
            }

            if (!MayUse.TryGetValue(user, out string[]? allowed))
            {
                yield return $"{use}: the namespace {use.UserNamespace} is not in the table of who may use whom";
            }
            else if (!allowed.Contains(used))
            {
                string may = allowed.Length == 0 ? "nothing of the others" : string.Join(", ", allowed);
                yield return $"{use}: {user} may use {may}";
            }
        }
    }

    /// <summary>Only Scheduling starts threads.</summary>
    public static IEnumerable<string> OnlySchedulingStartsThreads(IEnumerable<TypeUse> uses, string root) =>
        from use in uses
        where Threading.Contains($"{use.UsedNamespace}.{use.Used}") && use.UserNamespace != root + ".Scheduling"
        select $"{use}: only {root}.Scheduling starts threads";

    /// <summary>A library neither prints nor ends the process.</summary>
    public static IEnumerable<string> NeverPrintsOrExits(IEnumerable<TypeUse> uses) =>
        from use in uses
        where (use.UsedNamespace, use.Used) == ("System", "Console")
            || ((use.UsedNamespace, use.Used) == ("System", "Environment") && use.UsedMember is "Exit" or "FailFast" or "set_ExitCode")
        select $"{use}: a library neither prints nor ends the process";

    /// <summary>Instruction sets are named by one type of Numerics at most.</summary>
    public static IEnumerable<string> OneHelperNamesInstructionSets(IEnumerable<TypeUse> uses, string root)
    {
        TypeUse[] all =
        [
            .. uses.Where(use => use.UsedNamespace.StartsWith("System.Runtime.Intrinsics.", StringComparison.Ordinal)),
        ];
        string[] helpers = [.. all.Where(use => use.UserNamespace == root + ".Numerics").Select(use => use.User).Distinct()];
        return all
            .Where(use => use.UserNamespace != root + ".Numerics" || helpers.Length > 1)
            .Select(use => $"{use}: only one helper in {root}.Numerics may name an instruction set"
                + (helpers.Length > 1 ? $", but {string.Join(" and ", helpers)} do" : ""));
    }

    /// <summary>Public types are sealed or static classes, structs, enums, delegates or exceptions.</summary>
    public static IEnumerable<string> PublicTypesAreClosed(IEnumerable<Type> types) =>
        from type in types
        where type.IsVisible && !type.IsSealed && !type.IsValueType && !type.IsSubclassOf(typeof(Exception))
        select $"{type.FullName} is public but neither sealed nor static";

    /// <summary>The first name below the root; "" for the root itself, null for any other namespace.</summary>
    private static string? StageOf(string space, string root)
    {
        if (space == root)
        {
            return "";
        }

        return space.StartsWith(root + ".", StringComparison.Ordinal) ? space[(root.Length + 1)..].Split('.')[0] : null;
    }

    private static Dictionary<string, string[]> Table()
    {
        string[] ground = ["Data", "Numerics", "Scheduling"];
        string[] stages = ["Reduction", "Neighbors", "Affinities", "Initialization", "SpaceTrees", "Objectives", "Gradients", "Optimization"];
        return new()
        {
            ["Numerics"] = [],
            ["Data"] = ["Numerics"],
            ["Scheduling"] = ["Numerics"],
            ["Reduction"] = ground,
            ["Neighbors"] = ground,
            ["Affinities"] = ground,
            ["Initialization"] = [.. ground, "Reduction"],
            ["SpaceTrees"] = ground,
            ["Objectives"] = ground,
            ["Gradients"] = [.. ground, "SpaceTrees", "Objectives"],
            ["Optimization"] = [.. ground, "Gradients"],
            ["Quality"] = [.. ground, .. stages],
            ["Models"] = [.. ground, .. stages],
            ["Studies"] = [.. ground, .. stages, "Quality", "Models"],
        };
    }
}
