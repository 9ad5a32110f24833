using BhTsne.Cli.Commands;

namespace BhTsne.Cli.Reporting;

/// <summary>What an evaluation has found.</summary>
internal sealed record EvaluationFacts
{
    /// <summary>What was asked for.</summary>
    public required EvaluateRequest Request { get; init; }

    /// <summary>The points.</summary>
    public required PointMatrix Points { get; init; }

    /// <summary>How their table was understood.</summary>
    public required TableFacts Table { get; init; }

    /// <summary>The map.</summary>
    public required Embedding Map { get; init; }

    /// <summary>One label for each point; null for none.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>The files that the labels are from; null for none.</summary>
    public string? LabelSource { get; init; }

    /// <summary>The contents of the files that were read, where they are needed.</summary>
    public InputHashes InputHashes { get; init; } = InputHashes.None;

    /// <summary>How long reading the files took.</summary>
    public required double ReadSeconds { get; init; }

    /// <summary>How long the measures took, without the KL divergence.</summary>
    public double EvaluationSeconds { get; init; }

    /// <summary>How long the KL divergence took.</summary>
    public double KlSeconds { get; init; }

    /// <summary>The perplexity of the KL divergence; null without it.</summary>
    public double? Perplexity { get; init; }

    /// <summary>The largest resident memory of the process, in bytes.</summary>
    public long PeakBytes { get; init; }

    /// <summary>The measures; null before.</summary>
    public MapEvaluation? Evaluation { get; init; }
}
