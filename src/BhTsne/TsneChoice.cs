namespace BhTsne;

/// <summary>An option as a run will use it: given, or chosen for the input.</summary>
/// <param name="Option">The name of the property of <see cref="TsneOptions"/>.</param>
/// <param name="Value">The value in words, for instance "50".</param>
/// <param name="Reason">Why: the option was given, or what the choice depends on.</param>
public sealed record TsneChoice(string Option, string Value, string Reason);
