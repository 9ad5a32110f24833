using BhTsne.Optimization;
using BhTsne.Reduction;

namespace BhTsne;

/// <summary>
/// The map of a run as it is when it is read, for code that shows it on the way. Reading changes nothing: the run goes on to the same bits.
/// </summary>
/// <remarks>
/// Comes with <see cref="TsneProgress.Map"/>. For the thread of the run alone, while it reports; later the map is another one. All reports
/// of one run have the same view.
/// </remarks>
public sealed class TsneMapView
{
    private readonly IDescent _descent;
    private readonly Duplicates? _duplicates;
    private readonly float[] _different;

    /// <summary>Of a descent.</summary>
    /// <param name="descent">Has the map.</param>
    /// <param name="points">The points of the descent.</param>
    /// <param name="dimensions">d.</param>
    /// <param name="duplicates">What was merged before; null for nothing.</param>
    internal TsneMapView(IDescent descent, int points, int dimensions, Duplicates? duplicates)
    {
        (_descent, _duplicates, Dimensions) = (descent, duplicates, dimensions);
        Points = duplicates?.Places.Length ?? points;
        _different = duplicates is null ? [] : new float[points * dimensions];
    }

    /// <summary>The number of points, N: those of the input, merged duplicates among them.</summary>
    public int Points { get; }

    /// <summary>The number of dimensions, d.</summary>
    public int Dimensions { get; }

    /// <summary>Copies the map as it is, in the order of the input. Allocates nothing.</summary>
    /// <param name="coordinates">Receives N x d coordinates, row after row.</param>
    /// <exception cref="ArgumentException">It is shorter than that.</exception>
    public void CopyTo(Span<float> coordinates)
    {
        if (coordinates.Length < (long)Points * Dimensions)
        {
            throw new ArgumentException(
                $"The map has {Points} x {Dimensions} coordinates, and there is room for {coordinates.Length}.", nameof(coordinates));
        }

        if (_duplicates is null)
        {
            _descent.CopyMap(coordinates);
            return;
        }

        _descent.CopyMap(_different);
        _duplicates.Expand(_different, Dimensions, coordinates);
    }
}
