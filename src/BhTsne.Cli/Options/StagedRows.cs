namespace BhTsne.Cli.Options;

/// <summary>What is written while the map is being made, and how a run goes on that was ended.</summary>
internal static class StagedRows
{
    /// <summary>The word before a number of iterations.</summary>
    public const string Every = "every";

    public static ValueRow<string?> Checkpoint { get; } = new(
        "--checkpoint", ValueKind.Name("FILE"), "Save the run to this file on the way, so that --resume can go on with it.")
    {
        IsRepeated = false,
        Report = [new("checkpoint", facts => facts.Request.Checkpoints.Save, "As `--checkpoint`; null without one.")],
        Note = "See [checkpoints](#checkpoints). Devices and pipes are refused.",
    };

    public static ValueRow<int> CheckpointEvery { get; } = new(
        "--checkpoint-every", ValueKind.AtLeast(1, 50), "The number of iterations between two states that are saved.")
    {
        IsRepeated = false,
    };

    public static ValueRow<string?> Resume { get; } = new(
        "--resume", ValueKind.Name("FILE"), "Go on with the run in this file; all other options and inputs as before.")
    {
        IsRepeated = false,
        Report = [new("resumedAt", facts => facts.ResumedAt, "The iteration at which `--resume` went on; null for a new run.")],
        Note = "If the same file is given to `--checkpoint` and does not exist, a new run begins. Outputs and `--threads` may differ.",
    };

    public static ValueRow<SnapshotTimes?> Snapshots { get; } = new(
        "--snapshots", ValueKind.SnapshotTimes(), "Also write the map after these iterations; -o must then name a folder.")
    {
        Group = OptionGroup.Output,
        IsRepeated = false,
        Note = "For instance `--snapshots every 25` or `--snapshots 0,50,100`; 0 is the start. See [snapshots](#snapshots).",
    };

    public static OptionSection Section { get; } = new("Checkpoints and snapshots", [Checkpoint, CheckpointEvery, Resume, Snapshots])
    {
        Group = OptionGroup.Run,
    };
}
