using BhTsne.Optimization;
using BhTsne.Planning;
using BhTsne.Tests.EndToEnd;

namespace BhTsne.Tests.Optimization;

/// <summary>The settings of the steps that no option changes reach the descent as they were published.</summary>
public sealed class StepDefaultsTests
{
    /// <summary>
    /// Jacobs (1988) as in van der Maaten (2014): a gain grows by 0.2 or shrinks by a factor of 0.8, and is never below 0.01. A step is at
    /// most 5 long (FIt-SNE, openTSNE).
    /// </summary>
    [Fact]
    public void Gains_and_the_longest_step_are_those_of_the_papers()
    {
        DescentSchedule schedule = DescentFactory.Schedule(Tsne.Plan(Samples.Clusters(100, 5)));
        Assert.Equal(new StepSettings(GainIncrease: 0.2, GainDecrease: 0.8, MinGain: 0.01, MaxStepLength: 5), schedule.Step);
    }
}
