namespace BhTsne;

/// <summary>An option or a part of the input that a run cannot be made with.</summary>
/// <param name="Option">
/// The name of the property of <see cref="TsneOptions"/> or <see cref="TsneInput"/>, for instance "Theta", "Weights" or "Points". Numbers
/// of <see cref="TsneOptions.Affinities"/> are named with a dot: "Affinities.Perplexities", "Affinities.Neighbors", "Affinities.Bandwidth".
/// </param>
/// <param name="Value">The value, in words; null where there is none.</param>
/// <param name="Message">A sentence: what is wrong with the value, and what to do.</param>
public sealed record TsneFault(string Option, string? Value, string Message)
{
    /// <summary>Whether the input is at fault, not an option.</summary>
    public bool IsAboutInput => Option is nameof(TsneInput.Points) or nameof(TsneInput.Weights) or nameof(TsneInput.Start)
        or nameof(TsneInput.StartRows) or nameof(TsneInput.Pinned);

    /// <summary>The value, in words, in the file that a run was to be resumed from; null for a fault of another kind.</summary>
    public string? SavedValue { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Option}: {Message}";
}
