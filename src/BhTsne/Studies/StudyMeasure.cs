namespace BhTsne;

/// <summary>A measure of a map in a row of a study.</summary>
/// <param name="Name">For instance trustworthiness_30.</param>
/// <param name="Value">The measure.</param>
/// <param name="Low">The lower end of its 95 % interval; the value where it is exact.</param>
/// <param name="High">The upper end of its 95 % interval; the value where it is exact.</param>
public sealed record StudyMeasure(string Name, double Value, double Low, double High);
