namespace BhTsne.Cli.Options;

/// <summary>Where a run is watched.</summary>
internal static class WatchRows
{
    public static FlagRow Watch { get; } = new("--watch", "Show the map in a browser while it is made: print the address of a page.")
    {
        IsCommon = true,
        IsRepeated = false,
        Note = "The page can pause the run, and stop it and keep the map. See [watching a run](#watching-a-run).",
    };

    public static OptionSection Section { get; } = new("Watching", [Watch]) { Group = OptionGroup.Run };
}
