namespace BhTsne;

/// <summary>The memory that a stage needs at its peak.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Bytes">Bytes beyond the input that are held at once, those that earlier stages leave behind included.</param>
public sealed record StageMemory(TsneStage Stage, long Bytes);
