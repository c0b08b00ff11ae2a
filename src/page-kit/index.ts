export { byId, inputById, make, makeButton, makeScrollable, redraw, setText } from './dom.ts'
export { allFaces, drawFace } from './faces.ts'
export { type AskedRating, openRatingScreen, type RatingScreen, type RatingScreenParts } from './rating-screen.ts'
