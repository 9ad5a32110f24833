using BhTsne.Numerics;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;

namespace BhTsne.Repulsion;

/// <content>What a certificate and diagnostics need beyond the repulsion: sums in double on a sample, and curvatures.</content>
internal sealed partial class ExactRepulsion<TSpace, TKernel>
{
    /// <inheritdoc/>
    public void ComputeExactly(int[] points, double[] repulsion, double[] sums) =>
        ExactSample<TSpace, TKernel>.Compute(_kernel, _sources, _weights, _points, points, repulsion, sums, _team);

    /// <inheritdoc/>
    public void ComputeCurvatures<TCurvature>(float[] curvatures)
        where TCurvature : struct, ICurvature => _team.Run(
            Lanes.RoundUp(_points) / Lanes.Count,
            _weights is null
                ? new CurvatureLoop<TCurvature, UnitWeight>(this, curvatures)
                : new CurvatureLoop<TCurvature, PerPointWeight>(this, curvatures));

    private sealed class CurvatureLoop<TCurvature, TWeight>(ExactRepulsion<TSpace, TKernel> owner, float[] curvatures) : IBlockLoop
        where TCurvature : struct, ICurvature
        where TWeight : struct, IWeight
    {
        public void Run(int block, int worker)
        {
            int place = block * Lanes.Count;
            Span<int> order = stackalloc int[Math.Min(Lanes.Count, owner._points - place)];
            for (int lane = 0; lane < order.Length; lane++)
            {
                order[lane] = place + lane;
            }

            CurvatureAccumulator<TSpace, TKernel, TCurvature> sums = new(owner._kernel, owner._sources, place);
            sums.AddPoints<TWeight>(owner._sources, owner._weights ?? [], 0, owner._points, place);
            sums.Store(curvatures, order);
        }
    }
}
