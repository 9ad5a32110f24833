using System.Numerics;
using System.Runtime.CompilerServices;
using BhTsne.Numerics;

namespace BhTsne.SpaceTrees;

/// <content>Cutting the sorted points into cells.</content>
internal sealed partial class SpaceTree<TSpace>
{
    /// <summary>Below this many points a cell's parts are found by a scan, above by bisection.</summary>
    private const int ScanLimit = 32;

    /// <summary>
    /// Subtrees of at most one part in so many of the points are refitted in parallel; the few cells above them one after the other.
    /// </summary>
    private const int SubtreesWanted = 128;

    // Room for several times what maps need, so that no later build allocates.
    private readonly List<int> _subtreeRoots = new(32 * SubtreesWanted);
    private readonly List<int> _topCells = new(32 * SubtreesWanted);
    private int _subtreeSize;
    private long _cutBuild;

    /// <summary>Sorts the points and cuts them into cells. <see cref="Refit"/> must follow before the tree is used.</summary>
    /// <param name="positions">N points, <see cref="ISpace.Stride"/> apart.</param>
    public void Build(float[] positions)
    {
        _sort.Sort(positions);
        _state.Build++;
        Cut();
    }

    /// <summary>Cuts the sorted points into cells.</summary>
    private void Cut()
    {
        _cutBuild = _state.Build;
        _subtreeRoots.Clear();
        _topCells.Clear();
        _subtreeSize = Math.Max(Points / SubtreesWanted, 256);
        CellCount = 0;
        Families.Clear();
        Cut(0, Points, Families.Begin(), insideSubtree: false);
    }

    /// <summary>
    /// Makes the cell of a range and its whole subtree. The depth is bounded: each level uses up bits of the code, and beyond the last bit
    /// points are cut by number.
    /// </summary>
    [MethodImpl(HotLoop.Options)]
    private void Cut(int first, int last, int family, bool insideSubtree)
    {
        int cell = CellCount++;
        int count = last - first;
        if (!insideSubtree)
        {
            insideSubtree = count <= _subtreeSize;
            (insideSubtree ? _subtreeRoots : _topCells).Add(cell);
        }

        int children = -1;
        if (count > BucketSize)
        {
            children = Families.Begin();
            ulong[] codes = _state.Codes;
            ulong differing = codes[first] ^ codes[last - 1];
            if (differing == 0)
            {
                CutByNumber(first, last, children, insideSubtree);
            }
            else
            {
                // Levels on which all points lie in one part are left out.
                int shift = BitOperations.Log2(differing) / TSpace.Dimensions * TSpace.Dimensions;
                for (int start = first; start < last;)
                {
                    int end = EndOfPart(codes, start, last, shift);
                    Cut(start, end, children, insideSubtree);
                    start = end;
                }
            }
        }

        int slot = Families.Add(family);
        Families.Store(slot, first, last, cell, children);
        _cells[cell] = new Cell(first, last, CellCount, slot);
    }

    private void CutByNumber(int first, int last, int family, bool insideSubtree)
    {
        int parts = CellFamilies<TSpace>.Width;
        int size = Math.Max(BucketSize, (last - first + parts - 1) / parts);
        for (int start = first; start < last; start += size)
        {
            Cut(start, Math.Min(start + size, last), family, insideSubtree);
        }
    }

    /// <summary>The end of the points that share the first one's code above the shift.</summary>
    [MethodImpl(HotLoop.Options)]
    private static int EndOfPart(ulong[] codes, int start, int last, int shift)
    {
        ulong part = codes[start] >> shift;
        if (codes[last - 1] >> shift == part)
        {
            return last;
        }

        int low = start, high = last - 1;
        if (last - start <= ScanLimit)
        {
            while (codes[low] >> shift == part)
            {
                low++;
            }

            return low;
        }

        // Invariant: low is in the part, high is not.
        while (high - low > 1)
        {
            int middle = low + ((high - low) >> 1);
            if (codes[middle] >> shift == part)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return high;
    }
}
