namespace BhTsne.IO;

/// <summary>What one or several files hold: the points, and what is known about them.</summary>
/// <param name="Points">The features, N x D.</param>
/// <param name="Labels">
/// One text per row, in the order of the rows; null when the files have no label column, or not all of them have one.
/// </param>
/// <param name="ColumnNames">The names of the D feature columns; null when no file has a header.</param>
/// <remarks>Immutable, safe to share between threads.</remarks>
public sealed record Table(PointMatrix Points, IReadOnlyList<string>? Labels, IReadOnlyList<string>? ColumnNames)
{
    /// <summary>The numbers of the weight column, one per row; null where none was asked for.</summary>
    public IReadOnlyList<float>? Weights { get; init; }
}
