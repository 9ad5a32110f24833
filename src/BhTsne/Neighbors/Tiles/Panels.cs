using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Neighbors;

/// <summary>
/// The reference points in panels (<see cref="PanelLayout"/>): what a tile of queries is compared with. The place of a point is its slot:
/// panel x 32 + lane.
/// </summary>
/// <remarks>The one copy of the points that a search makes. Filled by one thread per panel, then read by all.</remarks>
internal sealed class Panels
{
    private const int PanelsPerBlock = 64;

    /// <summary>Allocates the panels.</summary>
    /// <param name="points">All points.</param>
    /// <param name="order">The points in the order of their slots.</param>
    /// <exception cref="ArgumentException">The panels do not fit into one array.</exception>
    public Panels(ScaledPoints points, int[] order)
    {
        Points = points;
        Order = order;
        Count = PanelLayout.Count(order.Length);
        if (!Fit(order.Length, points.Columns))
        {
            throw new ArgumentException($"{TooMany(order.Length, points.Columns)}; reduce the dimensions first, for instance by PCA.");
        }

        Values = GC.AllocateUninitializedArray<float>(Count * PanelLayout.Width * points.Columns);
        Norms = [];
    }

    /// <summary>Whether one array can hold points in panels.</summary>
    public static bool Fit(int points, int columns) =>
        (((long)points + PanelLayout.Width - 1) / PanelLayout.Width * PanelLayout.Width) * columns <= Array.MaxLength;

    /// <summary>What is wrong where it cannot, without an end.</summary>
    public static string TooMany(int points, int columns) => FormattableString.Invariant(
        $"{points:N0} points of {columns:N0} dimensions have more values than one array, in which neighbours are searched, can hold ")
        + FormattableString.Invariant($"({Array.MaxLength:N0})");

    /// <summary>All points.</summary>
    public ScaledPoints Points { get; }

    /// <summary>The point in each slot.</summary>
    public int[] Order { get; }

    /// <summary>The number of panels.</summary>
    public int Count { get; }

    /// <summary>The slot of the first outside point, whose slots follow those of all panels.</summary>
    public int FirstOutsideSlot => Count * PanelLayout.Width;

    /// <summary>Count x D x 32 coordinates; lanes of the last panel without a point are zero.</summary>
    public float[] Values { get; }

    /// <summary>
    /// The squared length of the point in each slot, centred or with its further coordinate; empty where there is neither.
    /// </summary>
    public float[] Norms { get; private set; }

    /// <summary>What is subtracted from every scaled point; empty for nothing.</summary>
    public float[] Centre { get; private set; } = [];

    /// <summary>The length that all points share through a further coordinate, which is not stored; 0 where there is none.</summary>
    public double SharedLength { get; private set; }

    /// <summary>The point in a slot, a reference or an outside point.</summary>
    public int PointIn(int slot) => slot < FirstOutsideSlot ? Order[slot] : Points.Rows + (slot - FirstOutsideSlot);

    /// <summary>Makes room for norms: from now on the panels are filled with centred points.</summary>
    public void UseCentre(float[] centre)
    {
        Centre = centre;
        Norms = new float[Count * PanelLayout.Width];
    }

    /// <summary>Gives all points one length, at least that of the longest, for the search by inner product.</summary>
    public void UseSharedLength(double length)
    {
        SharedLength = length;
        Norms = new float[Count * PanelLayout.Width];
        Norms.AsSpan().Fill((float)(length * length));
    }

    /// <summary>From now on the panels are filled with points as they are.</summary>
    public void DropCentre()
    {
        Centre = [];
        Norms = [];
    }

    /// <summary>Fills all panels.</summary>
    /// <param name="team">The worker threads.</param>
    public void Fill(WorkerTeam team)
    {
        float[]?[] scratch = new float[team.Threads][];
        team.Run(
            (Count + PanelsPerBlock - 1) / PanelsPerBlock,
            (block, worker) =>
            {
                float[] row = scratch[worker] ??= new float[Points.Stride];
                for (int panel = block * PanelsPerBlock; panel < Math.Min(Count, (block + 1) * PanelsPerBlock); panel++)
                {
                    Fill(panel, row);
                }
            });
    }

    /// <summary>Copies a scaled point and subtracts the centre, if there is one.</summary>
    /// <param name="points">Its points: those of the panels, perhaps with outside points.</param>
    /// <param name="point">Which.</param>
    /// <param name="row">Receives it.</param>
    /// <returns>Its squared length when there is a centre, otherwise 0.</returns>
    public double CopyCentred(ScaledPoints points, int point, Span<float> row)
    {
        points.CopyRow(point, row);
        double norm = 0;
        for (int column = 0; column < Centre.Length; column++)
        {
            row[column] -= Centre[column];
            norm += (double)row[column] * row[column];
        }

        return norm;
    }

    private void Fill(int panel, Span<float> row)
    {
        int size = PanelLayout.Width * Points.Columns, first = panel * PanelLayout.Width;
        int count = Math.Min(PanelLayout.Width, Order.Length - first);
        Span<float> target = Values.AsSpan(panel * size, size);
        if (count < PanelLayout.Width)
        {
            target.Clear();
        }

        for (int lane = 0; lane < count; lane++)
        {
            double norm = CopyCentred(Points, Order[first + lane], row);
            PanelLayout.SetVector(target, lane, row[..Points.Columns]);
            if (Centre.Length > 0)
            {
                Norms[first + lane] = (float)norm;
            }
        }
    }
}
