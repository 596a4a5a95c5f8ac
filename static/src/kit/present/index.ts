export * from './Given';
export * from './PresentDesk';
export * from './PresentWall';
export * from './show';
