using BhTsne.Repulsion;
using BhTsne.SpaceTrees;

namespace BhTsne.Tests.Repulsion;

public sealed class RebuildRuleTests
{
    private const int Points = 10;
    private readonly TreeState _state = new(Points);

    [Fact]
    public void A_build_is_due_at_first_and_when_theta_changes()
    {
        Assert.True(_state.RebuildIsDue);
        Pass(0.5, 1000);
        Assert.False(_state.RebuildIsDue);
        RebuildRule.BeginPass(_state, 0.5);
        Assert.False(_state.RebuildIsDue);
        RebuildRule.BeginPass(_state, 1);
        Assert.True(_state.RebuildIsDue);
    }

    /// <summary>
    /// Ten points, 200 interactions each for a build: the interactions of a walk beyond those of the first are added up; a walk with fewer
    /// takes nothing off.
    /// </summary>
    [Fact]
    public void It_is_due_again_when_longer_walks_have_cost_as_much_as_a_build()
    {
        Pass(0.5, 1000);
        Pass(0.5, 2000);
        Pass(0.5, 1);
        Pass(0.5, 2000);
        Assert.False(_state.RebuildIsDue);
        Pass(0.5, 1001);
        Assert.True(_state.RebuildIsDue);

        // Later walks are compared with the first one of the new tree, from zero on.
        Pass(0.5, 5000);
        Pass(0.5, 7000);
        Assert.False(_state.RebuildIsDue);
        Pass(0.5, 5001);
        Assert.True(_state.RebuildIsDue);
    }

    [Fact]
    public void A_tree_is_too_wide_when_its_leaves_are_much_wider_than_when_it_was_built()
    {
        _state.SpreadWhenBuilt = 2;
        Assert.False(RebuildRule.IsTooWide(_state, 2.5));
        Assert.True(RebuildRule.IsTooWide(_state, 2.7));
    }

    /// <summary>
    /// Every refit is too wide: after two builds in a row a pass builds at once, and only every eighth looks. One refit that does ends it.
    /// </summary>
    [Fact]
    public void Where_builds_are_predicted_only_some_passes_look_whether_a_refit_would_do()
    {
        _state.PredictsBuilds = true;
        Assert.Equal([1, 8, 16], Enumerable.Range(0, 24).Where(_ => Looks(isTooWide: true)));
        Assert.True(Looks(isTooWide: false));
        Assert.Equal(0, _state.BuildsInARow);
        Assert.Equal([0, 1], Enumerable.Range(0, 8).Where(_ => Looks(isTooWide: true)));
        _state.PredictsBuilds = false;
        Assert.Equal(3, Enumerable.Range(0, 3).Count(_ => Looks(isTooWide: true)));

        bool Looks(bool isTooWide)
        {
            RebuildRule.BeginPass(_state, 0.5);
            bool looks = !_state.RebuildIsDue;
            _state.RebuildIsDue |= isTooWide;
            RebuildRule.Decided(_state);
            RebuildRule.EndPass(_state, 1000, Points);
            return looks;
        }
    }

    private void Pass(double theta, long work)
    {
        RebuildRule.BeginPass(_state, theta);
        RebuildRule.EndPass(_state, work, Points);
    }
}
