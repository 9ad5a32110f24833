using System.Runtime.CompilerServices;
using BhTsne.Numerics;
using BhTsne.Repulsion;
using BhTsne.Scheduling;

namespace BhTsne.Studies;

/// <summary>
/// Barnes-Hut as van der Maaten published it (JMLR 2014) and as his program bhtsne computes it: a tree of cells with a centre of mass each,
/// which every point walks alone. A cell is summarised where half of its longest side divided by the distance from the point to the centre
/// of mass is below the program's θ. Here to compare with, in double precision like the program, and parallel over the points.
/// </summary>
/// <remarks>
/// θ is that of this engine, a whole side divided by a distance: twice the number that the program is given. As in the program, a cell may
/// be summarised for a point that lies in it, which then acts on itself a little. In a leaf of several equal points the program also counts
/// the point itself, or none of them; here the others count.
/// </remarks>
internal sealed class PublishedBarnesHut<TSpace, TPair>(TPair kernel, int points, WorkerTeam team) : IPairSums, IBlockLoop
    where TSpace : struct, ISpace
    where TPair : struct, IPairKernel
{
    private const int PointsPerBlock = 256;
    private readonly PublishedTree<TSpace> _tree = new();
    private readonly double[] _partialZ = new double[(points + PointsPerBlock - 1) / PointsPerBlock];
    private float[] _positions = [];
    private float[] _repulsion = [];
    private float[]? _weights;
    private float[]? _sums;
    private double _thetaSquared;

    /// <inheritdoc/>
    public void SetSources(float[] positions, float[]? weights, double theta)
    {
        (_positions, _weights) = (positions, weights);
        _thetaSquared = theta / 2 * (theta / 2);
        _tree.Build(positions, weights, points);
    }

    /// <inheritdoc/>
    public double ComputeAtSources(float[] repulsion, float[]? sums)
    {
        (_repulsion, _sums) = (repulsion, sums);
        team.Run(_partialZ.Length, this);
        double z = 0;
        foreach (double partial in _partialZ)
        {
            z += partial;
        }

        return z;
    }

    /// <summary>Not needed for a comparison.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public void ComputeAtTargets(float[] targets, int count, float[] repulsion, float[] sums) => throw new NotSupportedException();

    /// <summary>Not needed for a comparison.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public void ComputeExactly(int[] points, double[] repulsion, double[] sums) => throw new NotSupportedException();

    /// <summary>Not needed for a comparison.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public void ComputeCurvatures<TCurvature>(float[] curvatures)
        where TCurvature : struct, ICurvature => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Run(int block, int worker)
    {
        double z = 0;
        for (int point = block * PointsPerBlock; point < Math.Min((block + 1) * PointsPerBlock, points); point++)
        {
            z += Walk(point);
        }

        _partialZ[block] = z;
    }

    [MethodImpl(HotLoop.Options)]
    private double Walk(int point)
    {
        ReadOnlySpan<PublishedTree<TSpace>.Cell> cells = _tree.Cells;
        Span<int> stack = stackalloc int[PublishedTree<TSpace>.StackLength];
        int offset = point * TSpace.Stride, depth = 1;
        double x = _positions[offset];
        double y = TSpace.Dimensions > 1 ? _positions[offset + 1] : 0;
        double z = TSpace.Dimensions > 2 ? _positions[offset + 2] : 0;
        double own = _weights is null ? 1 : _weights[point];
        double forceX = 0, forceY = 0, forceZ = 0, sum = 0;
        stack[0] = 0;
        while (depth > 0)
        {
            ref readonly PublishedTree<TSpace>.Cell cell = ref cells[stack[--depth]];
            if (cell.Mass == 0)
            {
                continue;
            }

            double dx = x - cell.X, dy = TSpace.Dimensions > 1 ? y - cell.Y : 0, dz = TSpace.Dimensions > 2 ? z - cell.Z : 0;
            double s = dx * dx;
            s = TSpace.Dimensions > 1 ? s + (dy * dy) : s;
            s = TSpace.Dimensions > 2 ? s + (dz * dz) : s;
            bool isLeaf = cell.FirstChild == PublishedTree<TSpace>.None;
            if (!isLeaf && !(cell.SizeSquared < _thetaSquared * s))
            {
                for (int child = PublishedTree<TSpace>.Children - 1; child >= 0; child--)
                {
                    stack[depth++] = cell.FirstChild + child;
                }

                continue;
            }

            // Points at the place of this one share its leaf: the centre of mass is that place to the last bit.
            double mass = isLeaf && s == 0 ? cell.Mass - own : cell.Mass;
            kernel.Pair(s, out double phi, out double psi);
            sum += mass * phi;
            double factor = mass * psi;
            forceX += factor * dx;
            forceY = TSpace.Dimensions > 1 ? forceY + (factor * dy) : forceY;
            forceZ = TSpace.Dimensions > 2 ? forceZ + (factor * dz) : forceZ;
        }

        _repulsion[offset] = (float)forceX;
        if (TSpace.Dimensions > 1)
        {
            _repulsion[offset + 1] = (float)forceY;
        }

        if (TSpace.Dimensions > 2)
        {
            _repulsion[offset + 2] = (float)forceZ;
        }

        if (_sums is not null)
        {
            _sums[point] = (float)sum;
        }

        return sum;
    }
}
