using BhTsne.Numerics;

namespace BhTsne.Neighbors;

/// <summary>
/// The reference points in panels of 32, dimension-major within a panel: what a tile of queries is compared with. The place of a point is its slot:
/// panel x 32 + lane.
/// </summary>
/// <remarks>The one copy of the points that a search makes. Filled by one thread a panel, then read by all.</remarks>
internal sealed class Panels
{
    /// <summary>Points in a panel.</summary>
    public const int Width = 2 * Lanes.Count;

    /// <summary>Makes room.</summary>
    /// <param name="points">All points.</param>
    /// <param name="order">The points in the order of their slots.</param>
    /// <exception cref="ArgumentException">The panels do not fit into one array.</exception>
    public Panels(ScaledPoints points, int[] order)
    {
        Points = points;
        Order = order;
        Count = (order.Length + Width - 1) / Width;
        long length = (long)Count * Width * points.Columns;
        if (length > Array.MaxLength)
        {
            throw new ArgumentException($"{order.Length} points of {points.Columns} dimensions do not fit into one array; reduce the dimensions first.");
        }

        Values = GC.AllocateUninitializedArray<float>((int)length);
        Norms = [];
    }

    /// <summary>All points.</summary>
    public ScaledPoints Points { get; }

    /// <summary>The point in each slot.</summary>
    public int[] Order { get; }

    /// <summary>How many panels there are.</summary>
    public int Count { get; }

    /// <summary>Count x D x 32 coordinates; lanes of the last panel without a point are zero.</summary>
    public float[] Values { get; }

    /// <summary>The squared length of the point in each slot, centred or with its further coordinate; empty where there is neither.</summary>
    public float[] Norms { get; private set; }

    /// <summary>What was subtracted from every scaled point; empty for nothing.</summary>
    public float[] Centre { get; private set; } = [];

    /// <summary>Makes room for norms: from now on the panels are filled with centred points.</summary>
    public void UseCentre(float[] centre)
    {
        Centre = centre;
        Norms = new float[Count * Width];
    }

    /// <summary>The length that all points share through a further coordinate, which is not stored; 0 where there is none.</summary>
    public double SharedLength { get; private set; }

    /// <summary>Gives all points one length, at least that of the longest, as the inner product wants it.</summary>
    public void UseSharedLength(double length)
    {
        SharedLength = length;
        Norms = new float[Count * Width];
        Norms.AsSpan().Fill((float)(length * length));
    }

    /// <summary>From now on the panels are filled with points as they are.</summary>
    public void DropCentre()
    {
        Centre = [];
        Norms = [];
    }

    /// <summary>Fills one panel.</summary>
    /// <param name="panel">Which.</param>
    /// <param name="row">Scratch, <see cref="ScaledPoints.Stride"/> values.</param>
    public void Fill(int panel, Span<float> row)
    {
        int columns = Points.Columns;
        Span<float> target = Values.AsSpan(panel * Width * columns, Width * columns);
        target.Clear();
        int first = panel * Width;
        for (int lane = 0; lane < Math.Min(Width, Order.Length - first); lane++)
        {
            double norm = CopyCentred(Order[first + lane], row);
            for (int column = 0; column < columns; column++)
            {
                target[(column * Width) + lane] = row[column];
            }

            if (Centre.Length > 0)
            {
                Norms[first + lane] = (float)norm;
            }
        }
    }

    /// <summary>Copies a scaled point and takes the centre away, if there is one.</summary>
    /// <returns>Its squared length when there is a centre, otherwise 0.</returns>
    public double CopyCentred(int point, Span<float> row)
    {
        Points.CopyRow(point, row);
        double norm = 0;
        for (int column = 0; column < Centre.Length; column++)
        {
            row[column] -= Centre[column];
            norm += (double)row[column] * row[column];
        }

        return norm;
    }
}
