using System.Runtime.CompilerServices;
using BhTsne.Numerics;

namespace BhTsne.Optimization;

/// <summary>
/// Which points stay where they are, in the layout of the positions. It belongs to the input, not to the state of a descent.
/// </summary>
internal sealed class Pins
{
    private readonly bool[] _isPinned;
    private readonly int _stride;

    private Pins(bool[] isPinned, int stride)
    {
        _isPinned = isPinned;
        _stride = stride;
        Free = new int[Lanes.RoundUp(isPinned.Length * stride)];
        for (int point = 0; point < isPinned.Length; point++)
        {
            Set(point, point);
        }
    }

    /// <summary>At each coordinate of a point that moves all bits set, and zeros at those of the others.</summary>
    public int[] Free { get; }

    /// <summary>Takes the pinned points; null where there are none.</summary>
    /// <param name="rows">Which, in the caller's order.</param>
    /// <param name="points">N.</param>
    public static Pins? Of<TSpace>(ReadOnlySpan<int> rows, int points)
        where TSpace : struct, ISpace
    {
        if (rows.IsEmpty)
        {
            return null;
        }

        bool[] isPinned = new bool[points];
        foreach (int row in rows)
        {
            isPinned[row] = true;
        }

        return new Pins(isPinned, TSpace.Stride);
    }

    /// <summary>Takes another order.</summary>
    /// <param name="order">The caller's point at each place.</param>
    [MethodImpl(HotLoop.Options)]
    public void Follow(int[] order)
    {
        for (int place = 0; place < order.Length; place++)
        {
            Set(place, order[place]);
        }
    }

    private void Set(int place, int point) =>
        Free.AsSpan(place * _stride, _stride).Fill(_isPinned[point] ? 0 : -1);
}
