using BhTsne.Cli;

using Interrupt interrupt = new();
Terminal terminal = new(Console.Out, Console.Error, Interactive: !Console.IsOutputRedirected)
{
    ErrorIsInteractive = !Console.IsErrorRedirected,
};
return Tool.Run(args, terminal, interrupt.Token);
