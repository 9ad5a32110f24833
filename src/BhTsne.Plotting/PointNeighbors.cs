using System.Globalization;

namespace BhTsne.Plotting;

/// <summary>
/// The nearest neighbours of each point in the input, which a page shows of the point that is clicked: what lies apart in the map and does
/// not in the input is seen at a glance.
/// </summary>
/// <remarks>What it holds is not copied: do not change it while it is in use. Otherwise immutable, safe to share between threads.</remarks>
public sealed record PointNeighbors
{
    /// <summary>Takes neighbours.</summary>
    /// <param name="indices">N × k points, counted from 0, row after row, the nearest first. A row with fewer neighbours ends in
    /// −1.</param>
    /// <param name="perPoint">k, 1 to 255.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is out of range.</exception>
    /// <exception cref="ArgumentException">There are no whole rows, or an index is no other point, or follows −1.</exception>
    public PointNeighbors(ReadOnlyMemory<int> indices, int perPoint)
    {
        if (perPoint is < 1 or > 255)
        {
            throw new ArgumentOutOfRangeException(nameof(perPoint), perPoint, "The number of neighbours of each point must be 1 to 255.");
        }

        if (indices.Length == 0 || indices.Length % perPoint != 0)
        {
            throw new ArgumentException($"{indices.Length} neighbours are no rows of {perPoint}.", nameof(indices));
        }

        (Indices, PerPoint) = (indices, perPoint);
        for (int i = 0; i < indices.Length; i++)
        {
            int neighbor = indices.Span[i];
            bool isAfterEnd = neighbor >= 0 && i % perPoint > 0 && indices.Span[i - 1] < 0;
            if (neighbor < -1 || neighbor >= Points || neighbor == i / perPoint || isAfterEnd)
            {
                string what = isAfterEnd
                    ? "which follows −1"
                    : $"which is not the number of another of the {Points} points, or −1 for none";
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"A neighbour of point {i / perPoint} is {neighbor}, {what}."),
                    nameof(indices));
            }
        }
    }

    /// <summary>The neighbours, N × <see cref="PerPoint"/>, row after row.</summary>
    public ReadOnlyMemory<int> Indices { get; }

    /// <summary>How many neighbours each point has; a row with fewer ends in −1.</summary>
    public int PerPoint { get; }

    /// <summary>N.</summary>
    public int Points => Indices.Length / PerPoint;
}
