/** The ways to the server that the client of Engine.IO is given: the WebSocket alone. */

import { WebSocket } from 'engine.io-client';

export const transports = { websocket: WebSocket };
