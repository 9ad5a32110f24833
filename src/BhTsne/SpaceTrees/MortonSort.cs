using System.Runtime.CompilerServices;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.SpaceTrees;

/// <summary>
/// Sorts points by Morton code. Equal codes keep the order of their indices, so the result depends on the points alone.
/// </summary>
internal sealed class MortonSort<TSpace>
    where TSpace : struct, ISpace
{
    private const int BlockSize = 1 << 15;

    private readonly TreeState _state;
    private readonly WorkerTeam _team;
    private readonly int _points;
    private readonly int _blocks;
    private readonly RadixSort _sort;
    private readonly double[] _blockBounds;
    private readonly double[] _low = new double[3];
    private readonly BoundsLoop _bounds;
    private readonly EncodeLoop _encode;
    private float[] _positions = [];
    private double _scale;

    public MortonSort(TreeState state, WorkerTeam team)
    {
        _state = state;
        int points = _points = state.Order.Length;
        _team = team;
        _blocks = (points + BlockSize - 1) / BlockSize;
        _sort = new RadixSort(points, team);
        _blockBounds = new double[_blocks * 6];
        _bounds = new BoundsLoop(this);
        _encode = new EncodeLoop(this);
    }

    /// <summary>Sorts the points: their codes, ascending, and their order go into the state.</summary>
    /// <param name="positions">N points, <see cref="ISpace.Stride"/> apart.</param>
    public void Sort(float[] positions)
    {
        _positions = positions;
        _team.Run(_blocks, _bounds);
        double span = MergeBounds();
        _scale = span > 0 ? Math.ScaleB(1, MortonCode.BitsPerAxis<TSpace>()) / span : 0;
        _team.Run(_blocks, _encode);
        _sort.Sort(_state.Codes, _state.Order, MortonCode.BitsPerAxis<TSpace>() * TSpace.Dimensions);
    }

    /// <summary>The lower corner of all points into _low; returns the longest side.</summary>
    private double MergeBounds()
    {
        double span = 0;
        for (int axis = 0; axis < TSpace.Dimensions; axis++)
        {
            double low = double.PositiveInfinity, high = double.NegativeInfinity;
            for (int block = 0; block < _blocks; block++)
            {
                low = Math.Min(low, _blockBounds[(block * 6) + axis]);
                high = Math.Max(high, _blockBounds[(block * 6) + 3 + axis]);
            }

            _low[axis] = low;
            span = Math.Max(span, high - low);
        }

        return span;
    }

    private (int First, int Last) Range(int block) => (block * BlockSize, Math.Min(_points, (block + 1) * BlockSize));

    private sealed class BoundsLoop(MortonSort<TSpace> sort) : IBlockLoop
    {
        [MethodImpl(HotLoop.Options)]
        public void Run(int block, int worker)
        {
            (int first, int last) = sort.Range(block);
            for (int axis = 0; axis < TSpace.Dimensions; axis++)
            {
                float low = float.PositiveInfinity, high = float.NegativeInfinity;
                for (int point = first; point < last; point++)
                {
                    float value = sort._positions[(point * TSpace.Stride) + axis];
                    low = Math.Min(low, value);
                    high = Math.Max(high, value);
                }

                sort._blockBounds[(block * 6) + axis] = low;
                sort._blockBounds[(block * 6) + 3 + axis] = high;
            }
        }
    }

    private sealed class EncodeLoop(MortonSort<TSpace> sort) : IBlockLoop
    {
        [MethodImpl(HotLoop.Options)]
        public void Run(int block, int worker)
        {
            (int first, int last) = sort.Range(block);
            ulong[] codes = sort._state.Codes;
            int[] order = sort._state.Order;
            for (int point = first; point < last; point++)
            {
                ReadOnlySpan<float> position = sort._positions.AsSpan(point * TSpace.Stride, TSpace.Dimensions);
                codes[point] = MortonCode.Encode<TSpace>(position, sort._low, sort._scale);
                order[point] = point;
            }
        }
    }
}
