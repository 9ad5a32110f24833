namespace BhTsne.Models;

/// <summary>All of a run that does not change during its descent.</summary>
internal sealed record CheckpointContent
{
    /// <summary>The version of the engine.</summary>
    public required string EngineVersion { get; init; }

    /// <summary>How the map is made.</summary>
    public required TsneOptions Options { get; init; }

    /// <summary>What the input is.</summary>
    public required TsneInputKind InputKind { get; init; }

    /// <summary>The number of points of the input, before duplicates are merged.</summary>
    public required int InputPoints { get; init; }

    /// <summary>The number of dimensions of a point; null where the input has no points.</summary>
    public required int? Dimensions { get; init; }

    /// <summary><see cref="Models.InputHash"/> of the input; null where it was not computed.</summary>
    public required string? InputHash { get; init; }

    /// <summary>See <see cref="ModelContent.TypicalDistance"/>.</summary>
    public required double TypicalDistance { get; init; }

    /// <summary>See <see cref="ModelContent.TypicalResidual"/>.</summary>
    public required double TypicalResidual { get; init; }

    /// <summary>P. Its weights are those of the input.</summary>
    public required AffinityMatrix Affinities { get; init; }

    /// <summary>The bytes of a state, which depend on the number of points and dimensions alone.</summary>
    public required long StateBytes { get; init; }
}
