namespace BhTsne.Plotting;

/// <summary>How labels are interpreted, which decides how points are coloured.</summary>
public enum LabelKind
{
    /// <summary>
    /// Numbers when every label that is not empty is one and they look measured rather than coded: more than 256 distinct values, or more
    /// than 12 of which some are not whole. One colour with the labels as names when they hardly repeat (more than 64 distinct, and more
    /// distinct than half of the points). Categories otherwise.
    /// </summary>
    Auto,

    /// <summary>A colour for each distinct label, up to 4,096 of them; with more, one colour, and the labels are names.</summary>
    Categories,

    /// <summary>A sequential colour scale. Points whose label is not a finite number are grey.</summary>
    Numbers,
}
