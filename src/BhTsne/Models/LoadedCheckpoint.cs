namespace BhTsne.Models;

/// <summary>What was read from a checkpoint.</summary>
/// <param name="Run">The number of the run.</param>
/// <param name="Content">What does not change.</param>
/// <param name="Image">The slot of the newest state that is whole.</param>
/// <param name="Sequence">The number of that state.</param>
/// <param name="Slots">Where the slots begin.</param>
/// <param name="Slot">Which slot it was in.</param>
internal sealed record LoadedCheckpoint(Guid Run, CheckpointContent Content, byte[] Image, long Sequence, long Slots, int Slot)
{
    /// <summary>The state.</summary>
    public ReadOnlySpan<byte> State => CheckpointFile.StateOf(Image, Content.StateBytes);
}
