namespace BhTsne.Tests.Architecture;

/// <summary>The rules over what an assembly's types use. Each method returns one line per offence, naming the offender.</summary>
internal static class HouseRules
{
    private static readonly HashSet<string> Threading =
    [
        "System.Threading.Thread", "System.Threading.ThreadPool", "System.Threading.Timer", "System.Threading.PeriodicTimer",
        "System.Threading.Tasks.Parallel", "System.Threading.Tasks.Task", "System.Threading.Tasks.Task`1",
        "System.Threading.Tasks.TaskFactory",
        "System.Linq.ParallelEnumerable", "System.Linq.ParallelQuery", "System.Timers.Timer", "System.ComponentModel.BackgroundWorker",
    ];

    /// <summary>
    /// What Planning, Models, Quality and Studies may use of the root: options, inputs and plans, which are values, and nothing that runs.
    /// </summary>
    private static readonly HashSet<string> RootValues =
    [
        "TsneOptions", "TsneDefaults", "TsneFault", "TsneInput", "TsneInputKind", "TsneProgress", "TsneStage", "TsneChoice", "TsnePlan",
        "TsnePhase", "TsneObjective", "TsneSchedule", "StageMemory", "RepulsionMethod", "InitializationMethod",
        "TransformOptions", "StageSeconds",
    ];

    /// <summary>
    /// Who may use whom: the table of the architecture. Of the root, exceptions may be used by all, and options, inputs and plans by
    /// Planning, Models, Quality and Studies alone: stages take data types. The root may use all.
    /// </summary>
    /// <param name="uses">What the assembly uses.</param>
    /// <param name="table">Who may use whom.</param>
    /// <param name="folderOf">The folder of a type by its namespace and name: "" for the root, null for a type of another assembly.</param>
    public static IEnumerable<string> StagesKeepToTheirOwn(
        IEnumerable<TypeUse> uses, HouseTable table, Func<string, string, string?> folderOf)
    {
        foreach (TypeUse use in uses)
        {
            if (folderOf(use.UserNamespace, use.User) is not { } user
                || folderOf(use.UsedNamespace, use.Used) is not { } used
                || user == ""
                || user == used)
            {
                continue;
            }

            if (table.MayUse(user) is not { } allowed)
            {
                yield return $"{use}: the folder {user} has no row in the table of who may use whom ({table.Where})";
            }
            else if (used == "" ? !IsRootValue(user, use.Used) : !allowed.Contains(used))
            {
                string may = allowed.Length == 0 ? "nothing of the others" : string.Join(", ", allowed);
                string what = used == "" ? "the root" : used;
                yield return $"{use}: that is {what}, and {user} may use {may} ({table.Where})";
            }
        }
    }

    /// <summary>Only Scheduling starts threads.</summary>
    public static IEnumerable<string> OnlySchedulingStartsThreads(IEnumerable<TypeUse> uses, Func<string, string, string?> folderOf) =>
        from use in uses
        where Threading.Contains($"{use.UsedNamespace}.{use.Used}") && folderOf(use.UserNamespace, use.User) is not (null or "Scheduling")
        select $"{use}: only Scheduling starts threads";

    /// <summary>A library neither prints nor ends the process.</summary>
    public static IEnumerable<string> NeverPrintsOrExits(IEnumerable<TypeUse> uses) =>
        from use in uses
        where (use.UsedNamespace, use.Used) == ("System", "Console")
            || ((use.UsedNamespace, use.Used) == ("System", "Environment") && use.UsedMember is "Exit" or "FailFast" or "set_ExitCode")
        select $"{use}: a library neither prints nor ends the process";

    /// <summary>Instruction sets are named by one type of Numerics at most.</summary>
    public static IEnumerable<string> OneHelperNamesInstructionSets(IEnumerable<TypeUse> uses, Func<string, string, string?> folderOf)
    {
        TypeUse[] all =
        [
            .. uses.Where(use => use.UsedNamespace.StartsWith("System.Runtime.Intrinsics.", StringComparison.Ordinal)),
        ];
        string[] helpers = [.. all.Where(InNumerics).Select(use => use.User).Distinct()];
        return all
            .Where(use => !InNumerics(use) || helpers.Length > 1)
            .Select(use => $"{use}: only one helper in Numerics may name an instruction set"
                + (helpers.Length > 1 ? $", but {string.Join(" and ", helpers)} do" : ""));

        bool InNumerics(TypeUse use) => folderOf(use.UserNamespace, use.User) == "Numerics";
    }

    /// <summary>Public types are sealed or static classes, structs, enums, delegates or exceptions.</summary>
    public static IEnumerable<string> PublicTypesAreClosed(IEnumerable<Type> types) =>
        from type in types
        where type.IsVisible && !type.IsSealed && !type.IsValueType && !type.IsSubclassOf(typeof(Exception))
        select $"{type.FullName} is public but neither sealed nor static";

    private static bool IsRootValue(string user, string name) =>
        (user is "Planning" or "Models" or "Quality" or "Studies" && RootValues.Contains(name))
            || name.EndsWith("Exception", StringComparison.Ordinal);
}
