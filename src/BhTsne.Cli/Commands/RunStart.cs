using BhTsne.Cli.Options;

namespace BhTsne.Cli.Commands;

/// <summary>Begins a run, or takes up one that was saved.</summary>
internal static class RunStart
{
    /// <summary>Makes the run; nothing of it is carried out yet.</summary>
    /// <param name="request">Names the checkpoints.</param>
    /// <param name="source">The file that the run goes on from; null for a new run.</param>
    /// <param name="plan">The plan, without faults.</param>
    /// <param name="input">The input, which belongs to the run from now on.</param>
    /// <param name="progress">Receives where the run is.</param>
    /// <exception cref="ToolException">The file cannot be read, or is not of a run of this input and these options.</exception>
    public static TsneRun Open(
        EmbedRequest request, string? source, TsnePlan plan, TsneInput input, IProgress<TsneProgress> progress)
    {
        TsneRun run = source is null
            ? Tsne.Start(plan, input, progress)
            : Failures.Reading(() => Load(request, source, plan, input, progress));
        run.HashesInput = request.Checkpoints.AreUsed;
        run.KeepsPoints = request.Outputs.HaveModel || request.IsDiagnosed;
        run.Certifies = request.IsCertified;
        run.KeepsNeighbors = request.IsDiagnosed || request.PageNeighborsFor(plan.Points) > 0;
        return run;
    }

    private static TsneRun Load(
        EmbedRequest request, string source, TsnePlan plan, TsneInput input, IProgress<TsneProgress> progress)
    {
        try
        {
            return TsneRun.Load(source, input, plan.Options, progress);
        }
        catch (TsneOptionsException exception)
        {
            throw new ToolException(ExitCode.WrongCommandLine, OptionFaults.Differences(exception.Faults, source), exception);
        }
        catch (TsneInputException exception)
        {
            string files = string.Join(", ", request.InputFiles.Except([source]).DefaultIfEmpty(request.Points.Title));
            throw new ToolException(ExitCode.BadInput, [$"{source} does not fit {files}: {exception.Message}"], exception);
        }
    }
}
