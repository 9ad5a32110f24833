using BhTsne.Live.Status;
using BhTsne.Live.Tests.Support;

namespace BhTsne.Live.Tests;

/// <summary>What of a run is worth a message at once.</summary>
public sealed class RunStatusTests
{
    /// <summary>
    /// A small map has hundreds of costs in a second. If each were a message, pages would draw the curve so often, and be late by ever more
    /// messages: a click on "Pause" would be answered after a minute.
    /// </summary>
    [Fact]
    public void Stages_and_the_last_iteration_are_and_new_costs_are_not()
    {
        RunStatus status = new(new RunClock(TimeProvider.System));
        News news = new(status);
        Tsne.Fit(Runs.Points(), Runs.Quick with { Iterations = 1000 }, news);

        Assert.Equal(
            [TsneStage.Initialization, TsneStage.Neighbors, TsneStage.Affinities, TsneStage.Optimization],
            news.Stages.Distinct().Order());
        Assert.Equal(1000, Assert.Single(news.Iterations));
        Assert.InRange(status.Costs, 20, 21);
    }

    /// <summary>Notes for which reports a message is sent.</summary>
    private sealed class News(RunStatus status) : IProgress<TsneProgress>
    {
        public List<TsneStage> Stages { get; } = [];

        public List<int> Iterations { get; } = [];

        public void Report(TsneProgress value)
        {
            if (!status.Note(value))
            {
                return;
            }

            if (value.Map is null)
            {
                Stages.Add(value.Stage);
            }
            else
            {
                Iterations.Add(value.Iteration);
            }
        }
    }
}
