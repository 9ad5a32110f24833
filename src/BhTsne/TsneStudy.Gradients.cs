using BhTsne.Scheduling;
using BhTsne.Studies;

namespace BhTsne;

/// <content>The gradient part.</content>
public sealed partial class TsneStudy
{
    private void MeasureGradients(StudySetting setting, List<StudyRow> rows, CancellationToken cancellation)
    {
        TsneOptions options = setting.Apply(_options);
        TsnePlan plan = Tsne.Plan(_input, options);
        double[] stages = Stages(plan);
        if (!stages.Any(stage => IsReached(setting, stage, options.Iterations) && Missing(setting, stage).Any()))
        {
            return;
        }

        AffinityMatrix affinities = Affinities(setting, cancellation).Value;
        using TsneRun run = Start(setting, affinities, cancellation);
        for (int stage = 0; stage < stages.Length; stage++)
        {
            bool isLast = stage == stages.Length - 1;
            int target = Target(stages[stage], options.Iterations);
            run.Optimize(Math.Max(0, target - run.Iteration), cancellation);

            // A run that stopped before has no map of this stage; its last one is measured at the last stage.
            if (isLast || run.Iteration == target)
            {
                Measure(setting, stages[stage], run, affinities, rows, cancellation);
            }
        }
    }

    private static int Target(double stage, int iterations) => (int)Math.Round(stage * iterations);

    /// <summary>Whether a run gets to a stage, as far as is known: rows of the last map say at which iteration the run ended.</summary>
    private bool IsReached(StudySetting setting, double stage, int iterations) =>
        stage == 1 || Done
            .Where(row => row.Part == StudyPart.Gradient && row.Stage == 1)
            .Where(row => row.Setting with { Theta = 0 } == setting with { Theta = 0 })
            .All(row => row.Iterations >= Target(stage, iterations));

    private void Measure(
        StudySetting setting, double stage, TsneRun run, AffinityMatrix affinities, List<StudyRow> rows, CancellationToken cancellation)
    {
        GradientTask[] tasks = [.. Missing(setting, stage)];
        if (tasks.Length == 0)
        {
            return;
        }

        using WorkerTeam team = new(_options.Threads, cancellation);
        GradientMeasurement measurement = Measurement(
            affinities, team, _grid, _options, tasks, (what, share) => Report($"iteration {run.Iteration}: {what}", share));
        foreach (GradientResult result in measurement.Measure(run.Snapshot(), setting.Objective, setting.DegreesOfFreedom))
        {
            Take(Row(setting, stage, run.Iteration, result), rows);
        }
    }

    /// <summary>What has not been measured at a stage.</summary>
    private IEnumerable<GradientTask> Missing(StudySetting setting, double stage) =>
        from task in GradientTask.Of(_grid.GradientThetas(_options))
        where DoneRow(StudyPart.Gradient, setting with { Theta = task.Theta }, stage, task.Method) is null
        select task;

    /// <summary>The shares of the planned iterations at which gradients are measured.</summary>
    private double[] Stages(TsnePlan plan)
    {
        if (_grid.Stages.Count > 0)
        {
            return [.. _grid.Stages];
        }

        int iterations = plan.Options.Iterations;
        double early = iterations == 0 ? 1 : (double)plan.EarlyExaggerationIterations / iterations;
        return [.. new[] { early, 0.5, 1 }.Where(stage => stage > 0 && (stage == 1 || iterations > 0)).Distinct().Order()];
    }

    private static GradientMeasurement Measurement(
        AffinityMatrix affinities,
        WorkerTeam team,
        StudyGrid grid,
        TsneOptions options,
        IReadOnlyList<GradientTask> tasks,
        Action<string, double>? progress) => new(affinities, team)
        {
            Tasks = tasks,
            Repetitions = grid.Repetitions,
            Seed = options.Seed,
            Progress = progress,
        };

    private static StudyRow Row(StudySetting setting, double? stage, int iteration, GradientResult result) => new()
    {
        Part = StudyPart.Gradient,
        Objective = setting.Objective,
        DegreesOfFreedom = setting.DegreesOfFreedom,
        Perplexity = setting.Perplexity,
        Schedule = setting.Schedule,
        Seed = setting.Seed,
        Stage = stage,
        Iterations = iteration,
        Method = result.Task.Method,
        Theta = result.Task.Theta,
        Seconds = result.Median,
        SecondsLow = result.Seconds[0],
        SecondsHigh = result.Seconds[^1],
        Repetitions = result.Seconds.Count,
        RepulsionError = result.RepulsionError,
        GradientError = result.GradientError,
        Samples = result.Samples,
    };
}
