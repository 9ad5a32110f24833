using BhTsne.Numerics;

namespace BhTsne.Tests.Repulsion;

/// <summary>
/// Random sequences of what a descent does to the tree of its repulsion: points that move, builds, refits, reordering, weights, passes of
/// every accuracy and kernel. After every step the sums are those over all pairs, and the bits are those of a tree that has seen nothing of
/// the sequence but the state that a checkpoint keeps.
/// </summary>
public sealed class TreeSequenceTests
{
    private const int Cases = 15, Steps = 14;

    [Fact]
    public void Every_sequence_of_passes_gives_the_sums_over_all_pairs_in_one_dimension() => Holds<OneDimension>(Cases);

    [Fact]
    public void Every_sequence_of_passes_gives_the_sums_over_all_pairs_in_two_dimensions() => Holds<TwoDimensions>(Cases);

    [Fact]
    public void Every_sequence_of_passes_gives_the_sums_over_all_pairs_in_three_dimensions() => Holds<ThreeDimensions>(Cases);

    [LongFact]
    public void Hundreds_of_sequences_do()
    {
        Holds<OneDimension>(200);
        Holds<TwoDimensions>(200);
        Holds<ThreeDimensions>(200);
    }

    private static void Holds<TSpace>(int cases)
        where TSpace : struct, ISpace => Check.ForAll(
            TreeSequence.Of(TSpace.Dimensions, Steps),
            sequence =>
            {
                using TreeMachine<TSpace> machine = new(sequence.Start);
                machine.Pass();
                foreach (TreeStep step in sequence.Steps)
                {
                    machine.Do(step);
                    machine.Pass();
                }
            },
            cases);
}
