using System.Runtime.CompilerServices;
using BhTsne.Numerics;
using BhTsne.SpaceTrees;

namespace BhTsne.Optimization;

/// <summary>
/// Everything that a descent keeps from one iteration to the next, and all that a checkpoint has to hold besides P, the options and the
/// plan: there is no hidden state beside it. Two descents with equal states continue to the same bits.
/// </summary>
internal sealed class DescentState<TSpace>
    where TSpace : struct, ISpace
{
    private float[] _spare;
    private int[] _spareOrder;

    /// <summary>Allocates a state for a number of points; all of it is zero.</summary>
    /// <param name="points">N.</param>
    public DescentState(int points)
    {
        Points = points;
        int length = Lanes.RoundUp(points * TSpace.Stride);
        Positions = new float[length];
        First = new float[length];
        Second = new float[length];
        Order = new int[points];
        Tree = new TreeState(points);
        _spare = new float[length];
        _spareOrder = new int[points];
    }

    /// <summary>The number of points, N.</summary>
    public int Points { get; }

    /// <summary>Iterations done.</summary>
    public int Iteration { get; set; }

    /// <summary>The last cost that was computed on the way, or NaN.</summary>
    public double Cost { get; set; } = double.NaN;

    /// <summary>The share by which that cost is below the one before it, or NaN.</summary>
    public double CostImprovement { get; set; } = double.NaN;

    /// <summary>
    /// θ where it is chosen by the error of the gradient; 0 before the first choice. Negative where the error is measured before the next
    /// iteration in any case.
    /// </summary>
    public double ControlledTheta { get; set; }

    /// <summary>The caller's point at each place of the arrays: the descent keeps its points in the order of the map.</summary>
    public int[] Order { get; private set; }

    /// <summary>
    /// The map: N points, <see cref="ISpace.Stride"/> apart, filled up with zeros to whole vectors. The other arrays have the same layout.
    /// </summary>
    public float[] Positions { get; private set; }

    /// <summary>The first number that the step rule keeps of each coordinate.</summary>
    public float[] First { get; private set; }

    /// <summary>The second number that the step rule keeps of each coordinate.</summary>
    public float[] Second { get; private set; }

    /// <summary>The mean of the positions, which the next step subtracts unless points are pinned.</summary>
    public float[] Mean { get; } = new float[4];

    /// <summary>What the tree of the repulsion keeps.</summary>
    public TreeState Tree { get; }

    /// <summary>Whether the mean of the positions, and with it every position after the last step, is finite.</summary>
    public bool IsFinite => Array.TrueForAll(Mean, float.IsFinite);

    /// <summary>Creates the state of a descent that has not begun.</summary>
    /// <param name="start">N x d.</param>
    public static DescentState<TSpace> Create<TRule>(Embedding start)
        where TRule : struct, IStepRule<TRule>
    {
        DescentState<TSpace> state = new(start.Points);
        state.First.AsSpan().Fill(TRule.InitialFirst);
        state.Second.AsSpan().Fill(TRule.InitialSecond);
        for (int point = 0; point < start.Points; point++)
        {
            state.Order[point] = point;
            start.Values.Slice(point * TSpace.Dimensions, TSpace.Dimensions).CopyTo(state.Positions.AsSpan(point * TSpace.Stride));
        }

        return state;
    }

    /// <summary>A copy that shares nothing with this state.</summary>
    public DescentState<TSpace> Copy()
    {
        DescentState<TSpace> copy = new(Points)
        {
            Iteration = Iteration,
            Cost = Cost,
            CostImprovement = CostImprovement,
            ControlledTheta = ControlledTheta,
        };
        Order.CopyTo(copy.Order, 0);
        Positions.CopyTo(copy.Positions, 0);
        First.CopyTo(copy.First, 0);
        Second.CopyTo(copy.Second, 0);
        Mean.CopyTo(copy.Mean, 0);
        Tree.CopyTo(copy.Tree);
        return copy;
    }

    /// <summary>Moves the points to other places. The tree, whose order names places, has to be built again.</summary>
    /// <param name="order">For each new place the place where its point was before.</param>
    public void Reorder(int[] order)
    {
        Positions = Moved(Positions, order);
        First = Moved(First, order);
        Second = Moved(Second, order);
        for (int place = 0; place < Points; place++)
        {
            _spareOrder[place] = Order[order[place]];
        }

        (Order, _spareOrder) = (_spareOrder, Order);
        Tree.RebuildIsDue = true;
    }

    /// <summary>The map in the caller's order.</summary>
    /// <param name="centred">Whether its mean is subtracted.</param>
    public Embedding ToEmbedding(bool centred = true)
    {
        float[] values = new float[Points * TSpace.Dimensions];
        CopyTo(values, centred);
        return new Embedding(values, TSpace.Dimensions);
    }

    /// <summary>Copies the map in the caller's order.</summary>
    /// <param name="values">At least N x d, row after row.</param>
    /// <param name="centred">Whether its mean is subtracted.</param>
    [MethodImpl(HotLoop.Options)]
    public void CopyTo(Span<float> values, bool centred = true)
    {
        ReadOnlySpan<float> positions = Positions, mean = Mean;
        ReadOnlySpan<int> order = Order;
        for (int place = 0; place < order.Length; place++)
        {
            Span<float> row = values.Slice(order[place] * TSpace.Dimensions, TSpace.Dimensions);
            ReadOnlySpan<float> position = positions.Slice(place * TSpace.Stride, TSpace.Dimensions);
            for (int axis = 0; axis < row.Length; axis++)
            {
                row[axis] = centred ? position[axis] - mean[axis] : position[axis];
            }
        }
    }

    /// <summary>The values at their new places; the array that they leave is the next spare one.</summary>
    [MethodImpl(HotLoop.Options)]
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
