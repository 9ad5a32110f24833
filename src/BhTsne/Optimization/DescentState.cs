using System.Runtime.CompilerServices;
using BhTsne.Numerics;

namespace BhTsne.Optimization;

/// <summary>All that a descent carries from one iteration to the next; what a checkpoint holds.</summary>
internal sealed class DescentState<TSpace>
    where TSpace : struct, ISpace
{
    private float[] _spare;
    private int[] _spareOrder;

    public DescentState(Embedding start)
    {
        Points = start.Points;
        int length = Lanes.RoundUp(Points * TSpace.Stride);
        Positions = new float[length];
        Velocities = new float[length];
        Gains = new float[length];
        Gains.AsSpan().Fill(1);
        _spare = new float[length];
        _spareOrder = new int[Points];
        Order = new int[Points];
        for (int point = 0; point < Points; point++)
        {
            Order[point] = point;
        }

        for (int point = 0; point < Points; point++)
        {
            start.Values.Slice(point * TSpace.Dimensions, TSpace.Dimensions).CopyTo(Positions.AsSpan(point * TSpace.Stride));
        }
    }

    /// <summary>The number of points, N.</summary>
    public int Points { get; }

    /// <summary>Iterations done.</summary>
    public int Iteration { get; set; }

    /// <summary>The caller's point at each place of the arrays.</summary>
    public int[] Order { get; private set; }

    /// <summary>The map: N points, <see cref="ISpace.Stride"/> apart, filled up with zeros to whole vectors. The other arrays are laid out alike.</summary>
    public float[] Positions { get; private set; }

    /// <summary>The last steps.</summary>
    public float[] Velocities { get; private set; }

    /// <summary>The gains.</summary>
    public float[] Gains { get; private set; }

    /// <summary>The mean of the positions, which the next step removes.</summary>
    public float[] Mean { get; } = new float[4];

    /// <summary>Whether all positions are finite, as far as the last step has seen them: else their mean is not.</summary>
    public bool IsFinite => Array.TrueForAll(Mean, float.IsFinite);

    /// <summary>Moves the points to other places.</summary>
    /// <param name="order">Which place's point comes to each place.</param>
    public void Reorder(int[] order)
    {
        Positions = Moved(Positions, order);
        Velocities = Moved(Velocities, order);
        Gains = Moved(Gains, order);
        for (int place = 0; place < Points; place++)
        {
            _spareOrder[place] = Order[order[place]];
        }

        (Order, _spareOrder) = (_spareOrder, Order);
    }

    /// <summary>The map in the caller's order, its mean removed.</summary>
    public Embedding ToEmbedding()
    {
        float[] values = new float[Points * TSpace.Dimensions];
        for (int place = 0; place < Points; place++)
        {
            for (int axis = 0; axis < TSpace.Dimensions; axis++)
            {
                values[(Order[place] * TSpace.Dimensions) + axis] = Positions[(place * TSpace.Stride) + axis] - Mean[axis];
            }
        }

        return new Embedding(values, TSpace.Dimensions);
    }

    /// <summary>The values at their new places; the array that they leave is the next spare one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private float[] Moved(float[] values, int[] order)
    {
        float[] moved = _spare;
        for (int place = 0; place < Points; place++)
        {
            values.AsSpan(order[place] * TSpace.Stride, TSpace.Stride).CopyTo(moved.AsSpan(place * TSpace.Stride));
        }

        moved.AsSpan(Points * TSpace.Stride).Clear();
        _spare = values;
        return moved;
    }
}
