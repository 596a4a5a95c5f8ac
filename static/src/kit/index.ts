/** The parts that every surface and every kind may use. Surfaces import the style sheets they need themselves. */

export * from './Announcer';
export * from './Bars';
export * from './Button';
export * from './Confirm';
export * from './fit';
export * from './fresh';
export * from './Icon';
export * from './icons';
export * from './keys';
export * from './kinds';
export * from './length';
export * from './Menu';
export * from './nearby';
export * from './NoteCard';
export * from './Pages';
export * from './Qr';
export * from './QuietMark';
export * from './ranked';
export * from './Sheets';
export * from './TeamMark';
export * from './teams';
export * from './theme';
export * from './ticks';
export * from './timer';
export * from './TimerText';
export * from './trap';
