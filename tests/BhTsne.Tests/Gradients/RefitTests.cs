using BhTsne.Gradients;
using BhTsne.Numerics;
using BhTsne.Objectives;
using BhTsne.Scheduling;
using BhTsne.Tests.Oracles;
using BhTsne.Tests.Properties;

namespace BhTsne.Tests.Gradients;

/// <summary>A tree that is kept while points move is as good as a new one, and is given up when it is not. The order of its points tells which it was.</summary>
public sealed class RefitTests : IDisposable
{
    /// <summary>Rounding: sums of a few hundred terms in single precision.</summary>
    private const double Rounding = 3e-6;

    private readonly WorkerTeam _team = new(1);

    public void Dispose() => _team.Dispose();

    /// <summary>A quarter turn to four times the size puts every point elsewhere, to the bit, and no leaf grows beside the map: the tree is kept.</summary>
    [Fact]
    public void A_kept_tree_is_exact_at_theta_zero() => Check.ForAll(Clouds.Of((50, 400), (2, 2), [1, 10]), cloud =>
    {
        BarnesHutRepulsion<TwoDimensions, StudentKernel> repulsion = new(default, cloud.Points, 0, _team);
        float[] positions = Maps.Positions<TwoDimensions>(cloud);
        Maps.Run<TwoDimensions>(repulsion, positions, cloud.Points);
        int[] built = [.. repulsion.SpatialOrder!];

        for (int i = 0; i < cloud.Points; i++)
        {
            (positions[2 * i], positions[(2 * i) + 1]) = (-4 * positions[(2 * i) + 1], 4 * positions[2 * i]);
        }

        double[,] y = Maps.Dense<TwoDimensions>(positions, cloud.Points);
        (double z, double[,] r) = Maps.Run<TwoDimensions>(repulsion, positions, cloud.Points);
        Assert.Equal(built, repulsion.SpatialOrder);
        Assert.Equal(DenseTsne.Z(y), z, Rounding * z);
        Assert.True(Maps.Error(r, DenseTsne.Repulsion(y), Maps.Magnitudes(y)) <= Rounding);
    }, 30);

    [Fact]
    public void A_kept_tree_keeps_the_promise_of_theta()
    {
        const int Points = 3000;
        BarnesHutRepulsion<TwoDimensions, StudentKernel> repulsion = new(default, Points, 0.5, _team);
        float[] positions = Maps.Disc<TwoDimensions>(Points, 60, 11);
        Maps.Run<TwoDimensions>(repulsion, positions, Points);
        int[] built = [.. repulsion.SpatialOrder!];

        // A turn, and of each point a step that is short beside a leaf (about 5).
        Random random = new(12);
        for (int i = 0; i < Points; i++)
        {
            (positions[2 * i], positions[(2 * i) + 1]) = (Moved(-positions[(2 * i) + 1]), Moved(positions[2 * i]));
        }

        double[,] y = Maps.Dense<TwoDimensions>(positions, Points);
        double[,] r = Maps.Run<TwoDimensions>(repulsion, positions, Points).R;
        Assert.Equal(built, repulsion.SpatialOrder);
        Assert.True(Dense.RelativeError(r, DenseTsne.Repulsion(y)) < 3e-3);

        float Moved(float coordinate) => coordinate + (float)(0.6 * (random.NextDouble() - 0.5));
    }

    [Fact]
    public void A_tree_whose_points_have_scattered_is_built_anew_before_it_is_walked()
    {
        const int Points = 3000;
        BarnesHutRepulsion<TwoDimensions, StudentKernel> kept = new(default, Points, 0.5, _team), fresh = new(default, Points, 0.5, _team);
        Maps.Run<TwoDimensions>(kept, Maps.Disc<TwoDimensions>(Points, 60, 11), Points);
        float[] positions = Maps.Disc<TwoDimensions>(Points, 60, 12);
        (double z, double[,] r) = Maps.Run<TwoDimensions>(kept, positions, Points);
        (double freshZ, double[,] freshR) = Maps.Run<TwoDimensions>(fresh, positions, Points);
        Assert.Equal(fresh.SpatialOrder, kept.SpatialOrder);
        Assert.Equal(freshZ, z);
        Assert.Equal(freshR.Cast<double>(), r.Cast<double>());
    }

    [Fact]
    public void A_tree_is_rebuilt_when_the_walks_that_it_made_longer_cost_as_much_as_a_build()
    {
        const int Points = 1000;
        RebuildRule rule = new(Points);
        Assert.True(rule.IsDue);
        rule.Note(1_000_000);
        Assert.False(rule.IsDue);

        // A shorter walk is no credit; the longer ones add up.
        rule.Note(500_000);
        Assert.False(rule.IsDue);
        int walks = 0;
        while (!rule.IsDue)
        {
            Assert.True(++walks < 10_000);
            rule.Note(1_010_000);
        }

        // The walk after the build is the new measure.
        Assert.True(walks > 1);
        rule.Note(1_010_000);
        rule.Note(1_010_000);
        Assert.False(rule.IsDue);
        rule.Reset();
        Assert.True(rule.IsDue);
    }

    [Fact]
    public void A_tree_wears_out_by_the_width_of_its_leaves_against_that_after_the_build()
    {
        RebuildRule rule = new(1000);
        rule.NoteBuilt(0.01);
        Assert.False(rule.IsWornOut(0.0129));
        Assert.True(rule.IsWornOut(0.0131));
        rule.NoteBuilt(0.02);
        Assert.False(rule.IsWornOut(0.0131));
        rule.NoteBuilt(0);
        Assert.False(rule.IsWornOut(0));
    }
}
