using BhTsne.Data;

namespace BhTsne.Repulsion;

/// <summary>The weights of points in the order in which the points are laid out.</summary>
/// <param name="weights">In the caller's order.</param>
internal sealed class LayoutWeights(PointWeights weights)
{
    /// <summary>The weights in the order of the layout.</summary>
    public float[] Current { get; } = [.. weights.Values];

    /// <summary>The sum of all weights.</summary>
    public double Sum => weights.Sum;

    /// <summary>Follows the points to another layout.</summary>
    /// <param name="order">The caller's point at each place.</param>
    public void Reorder(int[] order)
    {
        for (int place = 0; place < order.Length; place++)
        {
            Current[place] = weights.Values[order[place]];
        }
    }
}
