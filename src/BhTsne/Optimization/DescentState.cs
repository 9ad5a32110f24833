using BhTsne.Data;
using BhTsne.Numerics;

namespace BhTsne.Optimization;

/// <summary>All that a descent carries from one iteration to the next; what a checkpoint holds.</summary>
internal sealed class DescentState<TSpace>
    where TSpace : struct, ISpace
{
    public DescentState(Embedding start)
    {
        Points = start.Points;
        int length = Lanes.RoundUp(Points * TSpace.Stride);
        Positions = new float[length];
        Velocities = new float[length];
        Gains = new float[length];
        Gains.AsSpan().Fill(1);
        for (int point = 0; point < Points; point++)
        {
            start.Values.Slice(point * TSpace.Dimensions, TSpace.Dimensions).CopyTo(Positions.AsSpan(point * TSpace.Stride));
        }
    }

    /// <summary>The number of points, N.</summary>
    public int Points { get; }

    /// <summary>Iterations done.</summary>
    public int Iteration { get; set; }

    /// <summary>The map: N points, <see cref="ISpace.Stride"/> apart, filled up with zeros to whole vectors. The other arrays are laid out alike.</summary>
    public float[] Positions { get; }

    /// <summary>The last steps.</summary>
    public float[] Velocities { get; }

    /// <summary>The gains.</summary>
    public float[] Gains { get; }

    /// <summary>The mean of the positions, which the next step removes.</summary>
    public float[] Mean { get; } = new float[4];

    /// <summary>The map, its mean removed.</summary>
    public Embedding ToEmbedding()
    {
        float[] values = new float[Points * TSpace.Dimensions];
        for (int point = 0; point < Points; point++)
        {
            for (int axis = 0; axis < TSpace.Dimensions; axis++)
            {
                values[(point * TSpace.Dimensions) + axis] = Positions[(point * TSpace.Stride) + axis] - Mean[axis];
            }
        }

        return new Embedding(values, TSpace.Dimensions);
    }
}
