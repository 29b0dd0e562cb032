/** Gold customers who are slipping away: those whom a word in time may keep. */
export const SLIPPING = 'value.class == "gold" && value.stage in ["cooling", "silent"]'
