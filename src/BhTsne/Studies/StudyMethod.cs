namespace BhTsne;

/// <summary>A way to compute the repulsion of all points of a map.</summary>
public enum StudyMethod
{
    /// <summary>The sum over all pairs.</summary>
    Exact,

    /// <summary>
    /// Barnes-Hut as van der Maaten published it: every point walks a tree whose cells have a centre of mass each. It is written plainly,
    /// in double precision like his program bhtsne, and runs on all threads.
    /// </summary>
    Published,

    /// <summary>Barnes-Hut of this engine.</summary>
    Engine,
}

/// <summary>The parts of a study.</summary>
public enum StudyPart
{
    /// <summary>Time and error of the gradient at maps on the way of a run.</summary>
    Gradient,

    /// <summary>Whole runs: time, cost and quality.</summary>
    Outcome,
}
