using System.CommandLine;
using BhTsne.Cli.Options;

namespace BhTsne.Cli.Commands;

/// <summary>Where a run is saved on the way, and what it goes on from.</summary>
/// <param name="Save">The file of --checkpoint; null for none.</param>
/// <param name="Every">The number of iterations between two states.</param>
/// <param name="Resume">The file of --resume; null for a new run.</param>
internal sealed record CheckpointFiles(string? Save, int Every, string? Resume)
{
    /// <summary>Nothing is saved, and nothing is resumed.</summary>
    public static CheckpointFiles None { get; } = new(null, 1, null);

    /// <summary>Those of a line.</summary>
    public static CheckpointFiles In(ParseResult line) =>
        new(StagedRows.Checkpoint.In(line), StagedRows.CheckpointEvery.In(line), StagedRows.Resume.In(line));

    /// <summary>Whether the run has to know its input again, now or later.</summary>
    public bool AreUsed => (Save ?? Resume) is not null;

    /// <summary>What must exist: a file that is also saved to need not, so that one command line can be repeated until it ends.</summary>
    public IReadOnlyList<string> Inputs => Resume is null || IsOneFile ? [] : [Resume];

    /// <summary>The file that the run goes on from; null for a new run.</summary>
    public string? Source => IsOneFile && !Path.Exists(Resume) ? null : Resume;

    /// <summary>What is written.</summary>
    public IReadOnlyList<OutputFile> Outputs => Save is null ? [] : [new OutputFile(Save, OutputKind.Checkpoint)];

    /// <summary>Whether both options name the same file.</summary>
    public bool IsOneFile =>
        Save is { Length: > 0 } && Resume is { Length: > 0 } && AtomicFile.IdentityOf(Save) == AtomicFile.IdentityOf(Resume);
}
