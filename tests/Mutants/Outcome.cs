namespace BhTsne.Mutants;

/// <summary>What became of a mutant.</summary>
internal enum Outcome
{
    /// <summary>A test failed.</summary>
    Caught,

    /// <summary>All tests passed.</summary>
    Survived,

    /// <summary>The line is not in the source, or is not the only one.</summary>
    DoesNotApply,

    /// <summary>The compiler refused it.</summary>
    DoesNotBuild,

    /// <summary>The tests were stopped: they took many times as long as without the mutant.</summary>
    RanTooLong,
}

/// <summary>What became of a mutant, and how that is known.</summary>
/// <param name="Mutant">The mutant.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Detail">The first test that failed, or the message of the compiler; empty for none.</param>
internal sealed record MutantResult(Mutant Mutant, Outcome Outcome, double Seconds, string Detail)
{
    /// <summary>The outcome in words.</summary>
    public string Word => Outcome switch
    {
        Outcome.Caught => "caught",
        Outcome.Survived => Mutant.Equivalent is null ? "survived" : "equivalent",
        Outcome.DoesNotApply => "does not apply",
        Outcome.DoesNotBuild => "does not build",
        _ => "ran too long",
    };

    /// <summary>Whether nothing is left to do: a test notices the change, or it is said why none can.</summary>
    public bool IsSettled => Mutant.Equivalent is null ? Outcome is Outcome.Caught or Outcome.RanTooLong : Outcome == Outcome.Survived;
}
