namespace BhTsne.Studies;

/// <summary>The θ after which more accuracy costs much time, and before which more speed costs much accuracy.</summary>
internal static class Knee
{
    /// <summary>Finds it; null with a reason where there is none.</summary>
    /// <param name="rows">Of one objective.</param>
    public static (double? Value, string Reason) Find(IReadOnlyList<StudyRow> rows)
    {
        StudyRow[] measured = [.. rows.Where(row => row.Part == StudyPart.Gradient && row.Method == StudyMethod.Engine)];
        if (measured.Length == 0)
        {
            return (null, "No gradient was measured.");
        }

        double? last = measured.Max(row => row.Stage);
        StudyRow[] front = [.. StudyAdvice.Front(measured.Where(row => row.Stage == last), row => row.RepulsionError)];
        if (front.Length < 3)
        {
            return (
                null, $"A knee of error against time needs at least 3 theta that no other one beats in both; there are {front.Length}.");
        }

        int knee = Enumerable.Range(0, front.Length).MaxBy(at => Depth(front, at));
        if (knee == 0 || knee == front.Length - 1)
        {
            return (null, "Error against time has no knee: it falls evenly, so take the theta whose error you accept.");
        }

        (StudyRow fast, StudyRow here, StudyRow slow) = (front[knee - 1], front[knee], front[knee + 1]);
        return (here.Theta, FormattableString.Invariant(
            $"Theta {here.Theta} is the knee of error against time at iteration {here.Iterations}: its repulsion has the relative error ")
            + FormattableString.Invariant($"{here.RepulsionError:0.0e+0} and its gradient {here.GradientError:0.0e+0}, in {Time(here)}. ")
            + FormattableString.Invariant($"Theta {slow.Theta} takes {slow.Seconds / here.Seconds:0.00} times as long for ")
            + FormattableString.Invariant($"{slow.RepulsionError / here.RepulsionError:G2} times the error; theta {fast.Theta} takes ")
            + FormattableString.Invariant($"{fast.Seconds / here.Seconds:0.00} times as long for ")
            + FormattableString.Invariant($"{fast.RepulsionError / here.RepulsionError:G2} times the error.{Costs(rows, here.Theta)}"));
    }

    /// <summary>How far a row lies below the line from the first to the last, both axes scaled to 0 to 1.</summary>
    private static double Depth(StudyRow[] front, int at)
    {
        double time = (front[at].Seconds - front[0].Seconds) / (front[^1].Seconds - front[0].Seconds);
        double error = (front[at].RepulsionError!.Value - front[^1].RepulsionError!.Value)
            / (front[0].RepulsionError!.Value - front[^1].RepulsionError!.Value);
        return 1 - time - error;
    }

    /// <summary>What whole runs say about it.</summary>
    private static string Costs(IReadOnlyList<StudyRow> rows, double theta)
    {
        StudyRow[] runs = [.. rows.Where(row => row.KlDivergence is not null)];
        double least = runs.Length == 0 ? theta : runs.Min(row => row.Theta);
        double[] ratios =
        [
            .. from here in runs
               join best in runs on here.Setting with { Theta = least } equals best.Setting
               where here.Theta == theta && here.Theta != least
               select here.KlDivergence!.Value / best.KlDivergence!.Value,
        ];
        return ratios.Length == 0
            ? ""
            : FormattableString.Invariant($" The cost at the end of whole runs is {ratios.Average():0.0000} times that at theta {least}.");
    }

    private static string Time(StudyRow row) => FormattableString.Invariant($"{row.Seconds * 1000:0.##} ms");
}
