using BhTsne.Repulsion;

namespace BhTsne.Tests.Gradients;

public sealed class RebuildRuleTests
{
    [Fact]
    public void A_build_is_due_at_first_and_when_the_points_are_laid_out_anew()
    {
        RebuildRule rule = new(10);
        Assert.True(rule.IsDue);
        rule.Note(1000);
        Assert.False(rule.IsDue);
        rule.Reset();
        Assert.True(rule.IsDue);
    }

    /// <summary>Ten points, 200 interactions each for a build: what walks cost more than the first adds up, what they cost less does not pay back.</summary>
    [Fact]
    public void It_is_due_again_when_longer_walks_have_cost_as_much_as_a_build()
    {
        RebuildRule rule = new(10);
        rule.Note(1000);
        rule.Note(2000);
        rule.Note(1);
        rule.Note(2000);
        Assert.False(rule.IsDue);
        rule.Note(1001);
        Assert.True(rule.IsDue);

        // The walk of the new tree is the new measure, and nothing is lost yet.
        rule.Note(5000);
        rule.Note(7000);
        Assert.False(rule.IsDue);
        rule.Note(5001);
        Assert.True(rule.IsDue);
    }

    [Fact]
    public void A_tree_is_worn_out_when_its_leaves_are_much_wider_than_when_it_was_built()
    {
        RebuildRule rule = new(10);
        rule.NoteBuilt(2);
        Assert.False(rule.IsWornOut(2.5));
        Assert.True(rule.IsWornOut(2.7));
    }
}
