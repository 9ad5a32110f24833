using Spectre.Console;
using Spectre.Console.Rendering;

namespace BhTsne.Cli.Progress;

/// <summary>A live bar for each stage, with iteration, cost, speed and time left.</summary>
/// <param name="console">The terminal.</param>
internal sealed class BarProgress(IAnsiConsole console) : RunProgress
{
    private readonly Dictionary<TsneStage, ProgressTask> _bars = [];
    private readonly Dictionary<TsneStage, string> _texts = [];
    private ProgressContext? _context;
    private volatile string _speed = "";
    private TsneProgress _last;

    /// <summary>From so many columns on, there is room for long bars.</summary>
    private const int WideTerminal = 120;

    /// <inheritdoc/>
    public override void Say(string line) => console.WriteLine(line);

    /// <inheritdoc/>
    public override T TrackShare<T>(string name, Func<IProgress<double>?, T> run) =>
        Bars().Start(context =>
        {
            ProgressTask bar = context.AddTask(name, maxValue: 1);
            T result = run(new Share(bar));
            bar.Value = bar.MaxValue;
            return result;
        });

    /// <inheritdoc/>
    public override T Track<T>(Func<T> run) =>
        Bars()
            .Start(context =>
            {
                _context = context;
                T result = run();
                FinishAllBut(null);
                if (HasIterations(_last))
                {
                    _bars[_last.Stage].Description = $"{Name(_last.Stage)} {_last.Iteration} iterations{Cost(_last)}";
                }

                return result;
            });

    /// <inheritdoc/>
    protected override void Show(TsneProgress value)
    {
        if (_context is null)
        {
            // A run that is resumed may prepare its points before there are bars.
            return;
        }

        if (!_bars.TryGetValue(value.Stage, out ProgressTask? bar))
        {
            FinishAllBut(value.Stage);
            bar = _context.AddTask(Name(value.Stage), maxValue: 1);
            _bars.Add(value.Stage, bar);
        }

        _last = value;
        bar.Value = value.Fraction;
        if (HasIterations(value))
        {
            _texts[value.Stage] = $"{Name(value.Stage)} {Iterations(value)}{Cost(value)}";
        }
        else if (value.Detail is not null)
        {
            _texts[value.Stage] = Markup.Escape($"{Name(value.Stage)}: {value.Detail}");
        }

        bar.Description = _texts.GetValueOrDefault(value.Stage, Name(value.Stage));
        _speed = Speed.TrimStart(',', ' ');
    }

    /// <summary>The places of new points have no iterations in common; what is done is then the detail.</summary>
    private static bool HasIterations(TsneProgress value) => value.Stage == TsneStage.Optimization && value.Detail is null;

    private Spectre.Console.Progress Bars() =>
        console.Progress()
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn { Width = console.Profile.Width < WideTerminal ? 10 : 40 },
                new PercentageColumn(),
                new SpeedColumn(this));

    private void FinishAllBut(TsneStage? running)
    {
        foreach ((TsneStage stage, ProgressTask bar) in _bars)
        {
            if (stage != running)
            {
                bar.Value = bar.MaxValue;
            }
        }
    }

    /// <summary>Beside the bar that is not full: the speed of a phase that is done is of no more use.</summary>
    private sealed class SpeedColumn(BarProgress bars) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(task.IsFinished ? "" : bars._speed);
    }

    private sealed class Share(ProgressTask bar) : IProgress<double>
    {
        public void Report(double value) => bar.Value = value;
    }
}
